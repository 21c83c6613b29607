-- What a posting's story is told of after it went on: its column is overwritten then.
alter table journal add column holds jsonb not null default '[]';
alter table journal add column time_zone text;
alter table journal add column deadline timestamptz;

comment on column journal.holds is 'until when it was held, and why: each wait, in the order in which it was heard of';
comment on column journal.time_zone is 'the receiver''s, as it was planned; null before it was noted';
comment on column journal.deadline is 'from then on it was worth nothing; null before it was noted';
