-- Letters by hour and outcome, and those that did not simply arrive, so that nobody has to look through millions of
-- rows. Triggers keep both in the transaction that changes the journal; an index on its state would take its rows
-- their updates in place (HOT).
create table journal_hour (
    hour    timestamptz not null,
    channel text        not null,
    state   text        not null,
    letters bigint      not null
);
create index journal_hour_hour on journal_hour (hour);

comment on table journal_hour is 'how many letters ended in an hour, as a sum of differences: rows are only added, so nobody waits; put together now and then';

create table journal_apart (
    state      text        not null,
    planned_at timestamptz not null,
    id         uuid        not null,
    event_id   text        not null,
    primary key (state, planned_at, id)
);
create index journal_apart_event on journal_apart (event_id, state, planned_at, id);

comment on table journal_apart is 'the postings that are neither delivered nor with the worker';

create function journal_is_end(state text) returns boolean language sql immutable parallel safe as
    $$ select state in ('DELIVERED', 'REJECTED', 'EXPIRED', 'WITHDRAWN', 'UNKNOWN', 'SUPPRESSED', 'CANCELLED', 'FAILED') $$;

create function journal_is_apart(state text) returns boolean language sql immutable parallel safe as
    $$ select state not in ('DISPATCHED', 'DELIVERED') $$;

create function journal_inserted() returns trigger language plpgsql as $$
begin
    -- Most statements do one letter that is on its way, and are done here.
    if exists (select from fresh where state <> 'DISPATCHED') then
        insert into journal_hour (hour, channel, state, letters)
            select date_trunc('hour', concluded_at, 'UTC'), channel, state, count(*) from fresh
             where journal_is_end(state) and concluded_at is not null group by 1, 2, 3;
        insert into journal_apart (state, planned_at, id, event_id)
            select state, planned_at, id, event_id from fresh where journal_is_apart(state);
    end if;
    return null;
end $$;

create function journal_updated() returns trigger language plpgsql as $$
begin
    if not exists (select from fresh) then
        return null;
    end if;
    insert into journal_hour (hour, channel, state, letters)
        select date_trunc('hour', at, 'UTC'), channel, state, sum(one) from (
            select concluded_at as at, channel, state, 1 as one from fresh
            union all select concluded_at, channel, state, -1 from stale) as change
         where journal_is_end(state) and at is not null group by 1, 2, 3 having sum(one) <> 0;
    if exists (select from (select state from fresh union all select state from stale) as any_of_them
                where state not in ('DISPATCHED', 'DELIVERED')) then
        -- "not exists" would compare each row of a batch with each other.
        delete from journal_apart a using (
            select state, planned_at, id from stale where journal_is_apart(state)
            except select state, planned_at, id from fresh) s
         where a.state = s.state and a.planned_at = s.planned_at and a.id = s.id;
        insert into journal_apart (state, planned_at, id, event_id)
            select state, planned_at, id, event_id from fresh where journal_is_apart(state) on conflict do nothing;
    end if;
    return null;
end $$;

create function journal_deleted() returns trigger language plpgsql as $$
begin
    delete from journal_apart a using stale s
     where journal_is_apart(s.state) and a.state = s.state and a.planned_at = s.planned_at and a.id = s.id;
    return null;
end $$;

create trigger journal_inserted after insert on journal referencing new table as fresh
    for each statement execute function journal_inserted();
create trigger journal_updated after update on journal referencing old table as stale new table as fresh
    for each statement execute function journal_updated();
create trigger journal_deleted after delete on journal referencing old table as stale
    for each statement execute function journal_deleted();

insert into journal_apart (state, planned_at, id, event_id)
    select state, planned_at, id, event_id from journal where journal_is_apart(state);
insert into journal_hour (hour, channel, state, letters)
    select date_trunc('hour', concluded_at, 'UTC'), channel, state, count(*) from journal
     where journal_is_end(state) and concluded_at is not null group by 1, 2, 3;
