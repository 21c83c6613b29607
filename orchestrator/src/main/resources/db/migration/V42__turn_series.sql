-- expand: instances before this one give a letter's turn by its retry_at and ours alone
alter table journal add column turn_series integer;

comment on column journal.turn_series is 'of which series (mailing.turn_series) the turn is that retry_at says, or null where retry_at is the mail server''s or the receiver''s; only while its state is DEFERRED or POSTPONED';
