-- Devices that have signed in to an account: guesses of others do not hold them up.
create table known_devices (
    id         uuid        primary key,
    user_id    uuid        not null references users on delete cascade,
    hash       text        not null unique,
    device     text        not null,
    address    text        not null,
    created_at timestamptz not null,
    seen_at    timestamptz not null
);

create index known_devices_of_user on known_devices (user_id, seen_at);
create index known_devices_by_age on known_devices (seen_at);
