-- What was seen is listed by itself, the newest first.
create index concurrently journal_seen on journal (planned_at, id) where seen_at is not null;
