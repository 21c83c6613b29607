-- A key of each person, of whom an id or, where that is all that is known, a keyed hash of the address stands here.
create table person_key (
    person  text        primary key,
    master  text,
    wrapped text,
    at      timestamptz not null
);
create index person_key_master on person_key (master) where wrapped is not null;
create index person_key_erased on person_key (at) where wrapped is null;

comment on column person_key.master is 'the id of the installation''s key that wrapped it';
comment on column person_key.wrapped is 'null: the person was erased, and gets no key again';

alter table journal add column address_hash text;

comment on column journal.address_hash is 'whose it is where an address alone is known: by it such rows are forgotten';
