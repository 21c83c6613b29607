create table sms_message (
    posting_id uuid        not null,
    part       integer     not null,
    reference  text        not null,
    at         timestamptz not null default now(),
    primary key (posting_id, part)
);

create index sms_message_reference on sms_message (reference);

create index sms_message_at on sms_message (at);

comment on table sms_message is 'what the message centre called each part that it took: none is sent again, and its report days later finds the posting';

create table sms_report (
    reference text        primary key,
    kind      text        not null,
    detail    text        not null,
    at        timestamptz not null default now(),
    due_at    timestamptz not null default now()
);

create index sms_report_at on sms_report (at);

create index sms_report_due on sms_report (due_at);

comment on table sms_report is 'reports of failures that are not told yet: one may be quicker than the answer to its own message';

create table sms_day (
    day   date    primary key,
    parts integer not null
);

comment on table sms_day is 'parts of each day (UTC) that all workers together have paid for, or are about to';
