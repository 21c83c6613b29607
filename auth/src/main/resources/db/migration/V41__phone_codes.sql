-- Which number was confirmed, and not that one was: an instance of before may still change the number.
alter table users add column confirmed_phone text;

comment on column users.confirmed_phone is 'the number that the user has proven; counts while it is their number';

create table phone_codes (
    user_id    uuid        primary key references users on delete cascade,
    phone      text        not null,
    hash       text        not null,
    tries      integer     not null default 0,
    expires_at timestamptz not null
);

create index phone_codes_old on phone_codes (expires_at);

comment on table phone_codes is 'the last code that was sent to prove a number; one a user, gone when it was used';
