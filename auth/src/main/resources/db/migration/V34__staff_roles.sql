-- What staff do in the admin. A role that somebody made by one of these names keeps what it has, and gets the rest.
insert into roles (id, name, description, scopes, built_in, created_at) values
    ('00000000-0000-4000-8000-000000000003', 'approver', 'Approves mailings that others planned',
     '{mailings:read,mailings:approve,templates:read}', true, now()),
    ('00000000-0000-4000-8000-000000000004', 'template_editor', 'Writes templates',
     '{templates:read,templates:write}', true, now()),
    ('00000000-0000-4000-8000-000000000005', 'support', 'Looks up what became of letters and helps',
     '{users:read,notifications:read,notifications:write,letters:read,mailings:read,dead-letters:read,dead-letters:write}',
     true, now())
on conflict (name) do update
   set built_in = true,
       scopes = (select array_agg(distinct one) from unnest(roles.scopes || excluded.scopes) one);

update roles
   set scopes = (select array_agg(distinct one) from unnest(scopes || '{templates:read}'::text[]) one)
 where name = 'manager';

update roles
   set scopes = (select array_agg(distinct one) from unnest(scopes ||
           '{mailings:approve,letters:read,templates:read,templates:write,templates:publish,dead-letters:read,dead-letters:write}'::text[]) one)
 where name = 'admin';
