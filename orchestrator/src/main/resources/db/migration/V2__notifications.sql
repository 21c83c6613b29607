alter table journal add column attempts jsonb not null default '[]';

comment on column journal.attempts is 'what each attempt came to, in the order in which it was heard of';

create index journal_time on journal (planned_at, id);

create table announced (
    event_type   text        not null,
    event_id     text        not null,
    fingerprint  text        not null,
    announced_at timestamptz not null,
    sent_at      timestamptz,
    primary key (event_type, event_id)
);

comment on table announced is 'events that came by REST, so that a repetition is told from another event of the same identity';
comment on column announced.sent_at is 'when Kafka had it; null: it has to be announced again when it is repeated';
