create table opt_out (
    user_id text        not null,
    topic   text        not null,
    channel text        not null,
    how     text        not null,
    at      timestamptz not null,
    primary key (user_id, topic, channel)
);

create index opt_out_at on opt_out (at);

comment on table opt_out is 'the last time somebody said no to a topic on a channel, for letters that are on their way; auth has what they want';
comment on column opt_out.topic is 'an empty text is all topics that can be left';
comment on column opt_out.how is 'one-click, page, rest or staff';
