-- Without a transaction, so that letters go on while these are built; what an earlier try left is taken away first.
drop index concurrently if exists journal_event_time;
-- The postings of one mailing by the page, however many there are.
create index concurrently journal_event_time on journal (event_type, event_id, planned_at, id);
drop index concurrently if exists journal_event;
drop index concurrently if exists journal_notice;
-- Those of a notice that is rarely told.
create index concurrently journal_notice on journal (notice, planned_at, id);
