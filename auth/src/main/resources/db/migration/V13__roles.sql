create table roles (
    id          uuid        primary key,
    name        text        not null unique,
    description text        not null,
    scopes      text[]      not null,
    built_in    boolean     not null,
    created_at  timestamptz not null
);

create table user_roles (
    user_id uuid not null references users on delete cascade,
    role_id uuid not null references roles on delete cascade,
    primary key (user_id, role_id)
);

create index user_roles_of_role on user_roles (role_id);

insert into roles (id, name, description, scopes, built_in, created_at) values
    ('00000000-0000-4000-8000-000000000001', 'admin', 'May do everything',
     '{users:read,links:write,notifications:read,notifications:write,mailings:read,mailings:write}', true, now()),
    ('00000000-0000-4000-8000-000000000002', 'manager', 'Plans mailings and looks up notifications',
     '{notifications:read,mailings:read,mailings:write}', true, now());
