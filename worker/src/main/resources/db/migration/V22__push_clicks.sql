alter table push_subscription add column public_key text;

comment on column push_subscription.public_key is 'what it was subscribed with; null where an instance of before took it';

create table push_seen (
    posting_id  uuid        primary key,
    workflow_id text        not null,
    attempt     integer     not null,
    seen_at     timestamptz not null,
    seen_told   boolean     not null default false,
    seen_due_at timestamptz not null default '-infinity'
);

create index push_seen_at on push_seen (seen_at);

create index push_seen_untold on push_seen (seen_due_at) where not seen_told;

comment on table push_seen is 'notifications that somebody clicked';
comment on column push_seen.seen_told is 'whether the broker has the receipt that says so';
comment on column push_seen.seen_due_at is 'until when an instance has that receipt in hand';
