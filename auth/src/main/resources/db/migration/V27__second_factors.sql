-- Time-based codes (RFC 6238). The secret is sealed by a key of the configuration.
create table second_factors (
    user_id      uuid        primary key references users on delete cascade,
    secret       text        not null,
    last_step    bigint      not null,
    confirmed_at timestamptz
);

create table recovery_codes (
    user_id uuid not null references second_factors on delete cascade,
    hash    text not null,
    primary key (user_id, hash)
);

-- Browsers whose person has given the password, and not yet the code.
create table half_signins (
    hash       text        primary key,
    user_id    uuid        not null references users on delete cascade,
    expires_at timestamptz not null
);

create index half_signins_by_end on half_signins (expires_at);
create index half_signins_of_user on half_signins (user_id);
