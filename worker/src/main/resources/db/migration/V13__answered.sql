create table answered (
    reply_to    text        not null,
    posting_ids uuid[]      not null,
    at          timestamptz not null default now()
);

create index answered_at on answered (at);

comment on table answered is 'receipts that went to the queue of one orchestrator within the last minutes: it may be gone before it reads them';
