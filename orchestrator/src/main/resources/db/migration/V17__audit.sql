-- Who did what over REST, to what, when and why; before and after without secrets.
create table audit (
    id      uuid primary key,
    at      timestamptz not null,
    act     text not null,
    target  text not null,
    done_by text not null,
    client  text,
    address text,
    reason  text,
    before  jsonb,
    after   jsonb
);
create index audit_target on audit (target, at);
create index audit_by on audit (done_by, at);
create index audit_age on audit (at, id);

insert into audit (id, at, act, target, done_by, reason)
    select gen_random_uuid(), at, what, workflow_id, done_by, reason from staff_change;
comment on table staff_change is 'moved to audit; the version before may still write here, and a later one drops it';

-- Rows are only ever added. What may change is that a person is forgotten, what may go is what is old.
create function audit_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'TRUNCATE' then
        raise exception 'audit: rows are only ever added';
    end if;
    if tg_op = 'DELETE' then
        if old.at > now() - interval '1 day' then
            raise exception 'audit: rows are only ever added';
        end if;
        return old;
    end if;
    if (new.id, new.at, new.act, new.target, new.client, new.reason)
            is distinct from (old.id, old.at, old.act, old.target, old.client, old.reason)
        or (new.done_by <> old.done_by and new.done_by <> 'a user')
        or (new.address is distinct from old.address and new.address is not null)
        or (new.before is distinct from old.before and new.before is not null)
        or (new.after is distinct from old.after and new.after is not null) then
        raise exception 'audit: rows are only ever added';
    end if;
    return new;
end $$;
create trigger audit_stays before update or delete on audit for each row execute function audit_stays();
create trigger audit_is_not_emptied before truncate on audit for each statement execute function audit_stays();
