-- The letters of events that were dispatched last, of which those that do not go on are counted. Neither column changes
-- when a letter ends, so its update stays in place (HOT).
-- Without a transaction, so that letters go on while this is built; what an earlier try left is taken away first.
drop index concurrently if exists journal_event_dispatched;
create index concurrently journal_event_dispatched on journal (dispatched_at) where workflow_id like 'event/%';
