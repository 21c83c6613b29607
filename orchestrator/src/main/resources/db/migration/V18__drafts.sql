-- Mailings as staff write them, and what they submitted, which never changes afterwards.
create table mailing_draft (
    id           uuid primary key,
    version      integer not null,
    revision     integer not null,
    state        text not null,
    content      text not null,
    created_by   text not null,
    created_at   timestamptz not null,
    changed_by   text not null,
    changed_at   timestamptz not null,
    submitted_by text,
    receivers    bigint,
    decided_by   text,
    reason       text,
    event_id     text,
    notice       text,
    schedule_id  text
);
create index mailing_draft_by_age on mailing_draft (changed_at, id);
create index mailing_draft_on_its_way on mailing_draft (changed_at)
    where state in ('WAITING_FOR_APPROVAL', 'APPROVED', 'CANARY');

create table mailing_draft_revision (
    draft_id     uuid not null references mailing_draft (id) on delete cascade,
    number       integer not null,
    content      text not null,
    receivers    bigint,
    submitted_by text not null,
    submitted_at timestamptz not null,
    decision     text,
    decided_by   text,
    decided_at   timestamptz,
    reason       text,
    primary key (draft_id, number)
);
