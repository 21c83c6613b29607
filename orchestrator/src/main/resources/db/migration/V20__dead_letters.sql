-- What nobody could read, on Kafka or on RabbitMQ, as staff see it: each once, with what replays it.
create table dead_letter (
    id          uuid        primary key,
    place       text        not null unique,
    fingerprint text        not null,
    source      text        not null,
    origin      text        not null,
    reason      text        not null,
    detail      text,
    event_type  text,
    event_id    text,
    names       text[]      not null,
    size        integer     not null,
    whole       boolean     not null,
    content     text,
    died_at     timestamptz not null,
    state       text        not null,
    done_at     timestamptz,
    done_by     text
);

create index dead_letter_age on dead_letter (died_at, id);
create index dead_letter_waiting on dead_letter (source, origin, reason, died_at) where state = 'WAITING';
create index dead_letter_fingerprint on dead_letter (fingerprint) where source = 'RABBITMQ';
create index dead_letter_names on dead_letter using gin (names);

comment on column dead_letter.place is 'where it was found: what comes a second time is not taken a second time';
comment on column dead_letter.fingerprint is 'of all its bytes, by which one that RabbitMQ hands out again is known';
comment on column dead_letter.origin is 'the Kafka topic or the queue that it came from, and goes back to';
comment on column dead_letter.names is 'every id in it that may be a user''s: who is erased is found by it';
comment on column dead_letter.whole is 'false when the broker took but its beginning, which nobody replays';
comment on column dead_letter.content is 'key, bytes and headers (JSON), sealed; null when a person in it was erased';
