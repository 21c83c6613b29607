-- A database and a role for each application, none of which sees another's data.
create role auth login password :'auth_password';
create role orchestrator login password :'orchestrator_password';
create role worker login password :'worker_password';
create role temporal login password :'temporal_password';

create database auth owner auth;
create database orchestrator owner orchestrator;
create database worker owner worker;
create database temporal owner temporal;
create database temporal_visibility owner temporal;

revoke connect on database auth from public;
revoke connect on database orchestrator from public;
revoke connect on database worker from public;
revoke connect on database temporal from public;
revoke connect on database temporal_visibility from public;
