create table inbox_person (
    person    text        primary key,
    last      bigint      not null,
    erased_at timestamptz
);

create table inbox_message (
    posting_id    uuid        primary key,
    person        text        not null,
    seq           bigint      not null,
    version       bigint      not null,
    workflow_id   text        not null,
    attempt       integer     not null,
    topic         text        not null,
    subject       text        not null,
    body          text        not null,
    html          text        not null,
    link          text,
    created_at    timestamptz not null,
    placed_at     timestamptz not null,
    expires_at    timestamptz not null,
    seen_at       timestamptz,
    seen_told     boolean     not null default false,
    seen_due_at   timestamptz not null default '-infinity',
    read_at       timestamptz,
    archived_at   timestamptz,
    snoozed_until timestamptz,
    retracted_at  timestamptz
);

create index inbox_message_seq on inbox_message (person, seq);
create index inbox_message_version on inbox_message (person, version);
create index inbox_message_age on inbox_message (placed_at);
create index inbox_message_snoozed on inbox_message (snoozed_until) where snoozed_until is not null;
create index inbox_message_untold on inbox_message (seen_due_at) where seen_at is not null and not seen_told;
create index inbox_person_erased on inbox_person (erased_at) where erased_at is not null;

comment on table inbox_person is 'the row that whoever changes an inbox locks: its numbers are committed in their order';
comment on column inbox_person.last is 'the newest number that a message of the person has as seq or version';
comment on column inbox_message.seq is 'the place in the list, a new one after a snooze';
comment on column inbox_message.version is 'the number of the last change: what came after it is what has a greater one';
comment on column inbox_message.placed_at is 'when it got its place: what goes for its age goes from the end of the list';
comment on column inbox_message.seen_told is 'whether the broker has the receipt that says so';
comment on column inbox_message.seen_due_at is 'until when an instance has that receipt in hand';
