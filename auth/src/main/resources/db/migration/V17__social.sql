create table social_accounts (
    service   text        not null,
    subject   text        not null,
    user_id   uuid        not null references users on delete cascade,
    email     text        not null,
    linked_at timestamptz not null,
    primary key (service, subject),
    unique (user_id, service)
);

create table social_attempts (
    state_hash text        primary key,
    service    text        not null,
    nonce      text        not null,
    verifier   text        not null,
    browser    text        not null,
    user_id    uuid        references users on delete cascade,
    expires_at timestamptz not null
);

alter table users alter column password drop not null;
comment on column users.password is 'null for people who only sign in elsewhere';
