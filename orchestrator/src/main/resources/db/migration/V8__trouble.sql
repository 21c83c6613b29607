alter table journal add column ours boolean not null default false;

comment on column journal.ours is 'whether it was put off for trouble that is ours and not its receiver''s; only while its state is DEFERRED';

alter table mailing add column trouble text;

comment on column mailing.trouble is 'why it has paused itself (JSON), whatever staff decided; null when it has not';
