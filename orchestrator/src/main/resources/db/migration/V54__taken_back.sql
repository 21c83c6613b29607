alter table journal add column taken_back_at timestamptz;

comment on column journal.taken_back_at is 'when staff asked for it though it had arrived, in an inbox: nothing more is sent of its notice; withdrawal says who and why';
