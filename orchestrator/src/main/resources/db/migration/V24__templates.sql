-- What people publish in the place of the templates of the files, which are version 0. A version never changes.
create table template_version (
    id           uuid primary key,
    name         text not null,
    number       integer not null check (number > 0),
    author       text not null,
    created_at   timestamptz not null,
    note         text,
    sample       text,
    published_at timestamptz,
    unique (name, number)
);

-- One channel and language each, by the name that its file would have.
create table template_text (
    version_id uuid not null references template_version,
    file       text not null,
    source     text not null,
    primary key (version_id, file)
);

-- Which version is sent; a template without a row is sent as the files have it.
create table template_published (
    name         text primary key,
    number       integer not null,
    published_at timestamptz not null,
    published_by text not null
);
