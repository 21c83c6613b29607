create table push_subscription (
    endpoint_hash text        primary key,
    id            uuid        not null unique,
    person        text        not null,
    endpoint      text        not null,
    p256dh        text        not null,
    auth          text        not null,
    label         text        not null,
    created_at    timestamptz not null,
    used_at       timestamptz not null
);

create index push_subscription_person on push_subscription (person, used_at);

create index push_subscription_used on push_subscription (used_at);

comment on table push_subscription is 'browsers that take notifications (RFC 8030): each belongs to whoever subscribed last on it';
comment on column push_subscription.used_at is 'when the browser last subscribed, or its push service last took a message';

create table push_erased (
    person    text        primary key,
    erased_at timestamptz not null
);

create index push_erased_at on push_erased (erased_at);

comment on table push_erased is 'who was erased: a token of theirs that lives on subscribes nothing';
