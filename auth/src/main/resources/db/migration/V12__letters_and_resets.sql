alter table confirmations add column purpose text not null default 'confirm';
create index confirmations_of_user on confirmations (user_id);

create table password_resets (
    hash       text        primary key,
    user_id    uuid        not null references users on delete cascade,
    expires_at timestamptz not null
);

create index password_resets_of_user on password_resets (user_id);

create table letter_requests (
    number       bigint generated always as identity primary key,
    kind         text        not null,
    email_key    text        not null,
    requested_at timestamptz not null
);

comment on table letter_requests is 'written for known and unknown addresses alike, so that the time of the answer tells nothing';

alter table outbox add column user_id uuid;
create index outbox_of_user on outbox (user_id);
