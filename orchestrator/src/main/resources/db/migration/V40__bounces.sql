alter table journal add column bounce text;

comment on column journal.bounce is 'what came back after the letter was taken: HARD, SOFT, BLOCKED (then it is REJECTED) or COMPLAINT (then it is DELIVERED)';

-- Addresses that get nothing any more, or not everything; by a keyed hash, so that nobody reads them here.
create table suppression (
    id           uuid        primary key,
    address_hash text        not null unique,
    user_id      text,
    domain       text,
    kind         text,
    status       text,
    reason       text,
    posting_id   uuid,
    since        timestamptz,
    until        timestamptz,
    soft         integer     not null default 0,
    soft_since   timestamptz,
    lifted_by    text,
    lifted_at    timestamptz,
    changed_at   timestamptz not null
);
create index suppression_user on suppression (user_id) where user_id is not null;
create index suppression_changed on suppression (changed_at, id);

comment on column suppression.kind is 'null: soft bounces are counted, and nothing is suppressed yet';
comment on column suppression.until is 'null: until somebody lifts it';
