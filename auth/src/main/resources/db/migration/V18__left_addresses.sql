create table left_addresses (
    number     bigint generated always as identity primary key,
    hash       text        not null unique,
    user_id    uuid        not null references users on delete cascade,
    email      text        not null,
    email_key  text        not null,
    left_at    timestamptz not null,
    expires_at timestamptz not null
);

create index left_addresses_by_key on left_addresses (email_key);
create index left_addresses_of_user on left_addresses (user_id);
comment on table left_addresses is 'addresses that users left, and may have back by the link of the warning; nobody else gets them until then';

-- From now on codes and tokens are hashes here; those of before end within minutes anyway.
delete from oauth2_authorization;
comment on table oauth2_authorization is 'as the JdbcOAuth2AuthorizationService of Spring Security wants it; the values of codes and tokens are hashes';
