alter table journal add column step smallint;
alter table journal add column seen_at timestamptz;
alter table journal add column silenced boolean not null default false;

comment on column journal.step is 'its place among the steps of its notice, from 1; null where that has channels alone';
comment on column journal.seen_at is 'when its receiver looked at it, where a channel can tell; its state stays DELIVERED';
comment on column journal.silenced is 'whether it was asked back since an earlier step was seen';
