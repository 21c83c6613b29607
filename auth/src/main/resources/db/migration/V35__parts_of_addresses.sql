-- Support is told a part of an address. Without the extension, where a server does not have it or does not let us, the
-- same is found by reading all addresses.
do $$
begin
    create extension if not exists pg_trgm;
    create index users_email_parts on users using gin (email_key gin_trgm_ops);
exception when insufficient_privilege or undefined_file or feature_not_supported then
    raise notice 'no pg_trgm: parts of addresses are found without an index';
end $$;
