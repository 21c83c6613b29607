-- Nothing could renew the tokens of before, so nothing is lost with them.
drop table refresh_tokens;

create table families (
    id         uuid        primary key,
    user_id    uuid        not null references users on delete cascade,
    address    text        not null,
    device     text        not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at   timestamptz,
    end_reason text
);

create index families_of_user on families (user_id);
create index families_by_end on families (expires_at);
comment on table families is 'one sign-in on one device, and all refresh tokens that came of it';

create table refresh_tokens (
    hash       text        primary key,
    family_id  uuid        not null references families on delete cascade,
    expires_at timestamptz not null,
    used_at    timestamptz,
    child      text
);

create index refresh_tokens_of_family on refresh_tokens (family_id);
comment on column refresh_tokens.child is 'the token that replaced this one, sealed so that only the holder of this one can read it';

create table throttles (
    key     text        primary key,
    tries   integer     not null,
    free_at timestamptz not null,
    last_at timestamptz not null
);

create index throttles_by_age on throttles (last_at);
comment on column throttles.key is 'the limit and a hash of whom it is for: no addresses';
