alter table ledger add column first_at timestamptz not null default now();

-- It never changes, so rows still change in place.
create index ledger_age on ledger (first_at);

comment on column ledger.first_at is 'when the posting came first';
