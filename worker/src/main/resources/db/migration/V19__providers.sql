create table provider_day (
    provider text    not null,
    day      date    not null,
    letters  integer not null,
    primary key (provider, day)
);

comment on table provider_day is 'what all workers together have sent by a provider with a daily limit on a day (UTC), or have set aside for themselves';
