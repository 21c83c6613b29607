create table users (
    id                  uuid        primary key,
    email               text        not null,
    email_key           text        not null unique,
    password            text        not null,
    first_name          text,
    last_name           text,
    time_zone           text        not null,
    locale              text        not null,
    phone               text,
    is_active           boolean     not null,
    email_notifications boolean     not null,
    email_confirmed     boolean     not null,
    created_at          timestamptz not null
);

create index users_in_order on users (created_at, id);
comment on column users.email_key is 'the address in lower case: two spellings of one mailbox are one user';

create table refresh_tokens (
    hash       text        primary key,
    user_id    uuid        not null references users on delete cascade,
    expires_at timestamptz not null
);

create index refresh_tokens_of_user on refresh_tokens (user_id);

create table confirmations (
    hash       text        primary key,
    user_id    uuid        not null references users on delete cascade,
    email      text        not null,
    expires_at timestamptz not null
);

create table links (
    code       text        primary key,
    target     text        not null,
    expires_at timestamptz not null
);

create table outbox (
    number       bigint generated always as identity primary key,
    event_key    text        not null,
    event        text        not null,
    created_at   timestamptz not null,
    published_at timestamptz
);

create index outbox_open on outbox (number) where published_at is null;
