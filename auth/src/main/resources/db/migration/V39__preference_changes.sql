create table preference_changes (
    number  bigint      generated always as identity primary key,
    user_id uuid        not null references users on delete cascade,
    at      timestamptz not null,
    topic   text,
    channel text        not null,
    wanted  boolean,
    how     text        not null
);

create index preference_changes_of on preference_changes (user_id, number);

comment on table preference_changes is 'when and how people said what they want to hear of; only ever added to, and gone with the user';
comment on column preference_changes.topic is 'null is everything that need not be';
comment on column preference_changes.wanted is 'null: nothing is said any more, and the rule of the topic holds';
comment on column preference_changes.how is 'one-click, page, rest or staff';
