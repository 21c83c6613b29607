create table signins (
    id         uuid        not null,
    user_id    uuid        not null,
    at         timestamptz not null,
    address    text        not null,
    device     text        not null,
    way        text        not null,
    new_device boolean     not null,
    primary key (user_id, at, id)
) partition by range (at);

-- Catches what no month was made for. The first months are made here, the others ahead of time by the application.
create table signins_other partition of signins default;

do $$
declare
    month timestamptz := date_trunc('month', now() at time zone 'UTC') at time zone 'UTC';
begin
    for i in 0..3 loop
        execute format('create table signins_%s partition of signins for values from (%L) to (%L)',
            to_char(month at time zone 'UTC', 'YYYY_MM'), month,
            ((month at time zone 'UTC') + interval '1 month') at time zone 'UTC');
        month := ((month at time zone 'UTC') + interval '1 month') at time zone 'UTC';
    end loop;
end $$;

create table devices (
    user_id     uuid        not null references users on delete cascade,
    fingerprint text        not null,
    seen_at     timestamptz not null,
    primary key (user_id, fingerprint)
);
