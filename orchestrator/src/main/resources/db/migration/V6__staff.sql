alter table journal add column from_service text;
alter table journal add column held_until timestamptz;
alter table journal add column withdrawal text;

comment on column journal.from_service is 'who announced the event';
comment on column journal.held_until is 'until when it waits, while its state is HELD';
comment on column journal.withdrawal is 'why staff took it back, for the reason if the worker gives it back';

alter table announced add column announced_by text;

comment on column announced.announced_by is 'whose token it came with: a service or a user, by name or id';

alter table mailing alter column context drop not null;
alter table mailing add column starts_at timestamptz;
alter table mailing add column paused_by text;

comment on column mailing.context is 'what the letters are made of, read once, so that every receiver reads the same; null until then';
comment on column mailing.starts_at is 'when its first page is to be read';

create table staff_change (
    workflow_id text        not null,
    what        text        not null,
    done_by     text        not null,
    reason      text,
    at          timestamptz not null
);

create index staff_change_workflow on staff_change (workflow_id, at);

comment on table staff_change is 'who changed what runs, and why: services and users by name or id, never by an address';
