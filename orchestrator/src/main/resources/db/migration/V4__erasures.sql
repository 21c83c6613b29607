create table erasure (
    user_id text        primary key,
    at      timestamptz not null
);

comment on table erasure is 'who was forgotten lately, for those who were writing of him just then; kept for a day';
