alter table users add column preferences jsonb not null default '{}';
comment on column users.preferences is 'topic to channel to whether it is wanted; what is not named is wanted';

-- Filters of the users list are answered from the index alone, so that counting and skipping stay cheap.
create index users_listed on users (created_at, id) include (is_active, email_notifications);
drop index users_in_order;

alter table links add column clicks bigint not null default 0;
alter table links add column created_by text;
alter table links add column created_at timestamptz;
create index links_by_age on links (expires_at);
