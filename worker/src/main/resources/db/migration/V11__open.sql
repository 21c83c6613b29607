-- What changes while a letter is on its way is in no index, and pages keep room: so rows change in place (HOT).
drop index ledger_in_progress;
drop index ledger_unacknowledged;
create index ledger_open on ledger (posting_id) where acknowledged_at is null;
alter table ledger set (fillfactor = 50);
