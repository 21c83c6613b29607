-- When people want to be told: a rhythm by topic, hours of their own, a pause. Null is nothing said.
alter table users add column delivery jsonb;

-- Beside yes and no, each change of these is written down; of those there is no channel.
alter table preference_changes alter column channel drop not null;
alter table preference_changes add column about text;
alter table preference_changes add column said text;

comment on column preference_changes.about is 'null: a yes or no; else rhythm, digest_at, digest_on, quiet_hours, paused_until or opt_in';
comment on column preference_changes.said is 'what was said about it; null: nothing any more';
comment on column preference_changes.how is 'one-click, page, rest, staff, or letter: by the button behind the link of a letter';

-- A yes that counts once it was confirmed by a letter.
create table opt_ins (
    hash       text        not null,
    user_id    uuid        not null references users on delete cascade,
    topic      text        not null,
    channel    text        not null,
    email      text        not null,
    asked_at   timestamptz not null,
    expires_at timestamptz not null,
    ended      text,
    primary key (hash, channel)
);

create index opt_ins_of on opt_ins (user_id, topic, channel);
create index opt_ins_old on opt_ins (expires_at);

comment on table opt_ins is 'each yes to a topic that has to be confirmed, from when it was said until some days after its link ended; gone with the user';
comment on column opt_ins.ended is 'null: waits for the button; else confirmed or void';
