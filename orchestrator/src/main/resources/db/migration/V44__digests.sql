-- What is collected for the digests of people. Membership of a letter is decided here, by one statement; workflows know
-- the moments alone.
create table digest_item (
    id           uuid        primary key,
    user_id      text        not null,
    topic        text        not null,
    event_type   text        not null,
    event_id     text        not null,
    notice       text        not null,
    channel      text        not null,
    occurred_at  timestamptz not null,
    collected_at timestamptz not null,
    due_at       timestamptz not null,
    content      text,
    letter       text,
    closed_at    timestamptz,
    announced_at timestamptz
);

create index digest_item_open on digest_item (user_id, topic) where announced_at is null;
create index digest_item_due on digest_item (due_at) where announced_at is null;
create index digest_item_letter on digest_item (letter, occurred_at) where letter is not null;
create index digest_item_user on digest_item (user_id);
create index digest_item_collected on digest_item (collected_at);

comment on column digest_item.id is 'of the posting that it would have been: what comes again changes nothing';
comment on column digest_item.due_at is 'when it is to be part of a letter, as far as was known last';
comment on column digest_item.content is 'what a letter may say of it, sealed; null when it is forgotten';
comment on column digest_item.letter is 'the id of the event by which its letter is told, or null while it is collected';
comment on column digest_item.closed_at is 'when it became part of that letter';
comment on column digest_item.announced_at is 'when Kafka had that event; null is what somebody has to go on with';
