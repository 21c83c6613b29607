create table mailing (
    id         text             primary key,
    event_type text             not null,
    event_id   text             not null,
    notice     text             not null,
    definition text             not null,
    context    text             not null,
    paused     boolean          not null default false,
    cancelled  text,
    rate       double precision not null,
    status     text,
    outcome    text,
    created_at timestamptz      not null,
    ended_at   timestamptz
);

create index mailing_created on mailing (created_at);

create table mailing_page (
    id         text    primary key,
    mailing_id text    not null,
    receivers  text    not null
);

create index mailing_page_mailing on mailing_page (mailing_id);

alter table journal add column retry_at timestamptz;

create index journal_workflow on journal (workflow_id);

comment on column mailing.context is 'what the letters are made of, read once, so that every receiver reads the same';
comment on table mailing_page is 'the receivers of pages that are being sent; gone when their mailing has ended';
comment on column journal.retry_at is 'when a postponed letter may be tried again';
