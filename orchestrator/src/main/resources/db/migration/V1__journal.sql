create table journal (
    id            uuid        primary key,
    workflow_id   text        not null,
    event_type    text        not null,
    event_id      text        not null,
    notice        text        not null,
    topic         text        not null,
    channel       text        not null,
    urgency       text        not null,
    user_id       text,
    attempt       integer     not null,
    posting       text,
    state         text        not null,
    reason        text,
    planned_at    timestamptz not null,
    dispatched_at timestamptz,
    concluded_at  timestamptz
);

create index journal_event on journal (event_type, event_id);
create index journal_user on journal (user_id, planned_at);

comment on column journal.posting is 'the JSON that was published, so that the same attempt is the same bytes again';
