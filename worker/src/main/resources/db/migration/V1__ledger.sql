create table ledger (
    posting_id         uuid        primary key,
    workflow_id        text        not null,
    channel            text        not null,
    urgency            text        not null,
    attempt            integer     not null,
    state              text        not null,
    lease_owner        text,
    lease_until        timestamptz,
    reply_to           text,
    retry_at           timestamptz,
    detail             text,
    provider_reference text,
    changed_at         timestamptz not null default now(),
    receipt_due_at     timestamptz,
    acknowledged_at    timestamptz
);

create index ledger_in_progress on ledger (lease_until) where state in ('CLAIMED', 'SENDING');
create index ledger_unacknowledged on ledger (receipt_due_at)
    where acknowledged_at is null and state not in ('CLAIMED', 'SENDING');

comment on table ledger is 'CLAIMED -> SENDING -> SENT | DEFERRED | REJECTED | UNKNOWN, and EXPIRED, POSTPONED, WITHDRAWN';
