create table cap_use (
    posting_id uuid        not null primary key,
    class      text        not null,
    user_id    text        not null,
    at         timestamptz not null
);

create index cap_use_person on cap_use (user_id, class, at);
create index cap_use_at on cap_use (at);

comment on table cap_use is 'letters of classes with a cap, each once, from when it was to be published; kept for a day longer than the longest window';
comment on column cap_use.at is 'since when it counts, and counts within the window of its class';
