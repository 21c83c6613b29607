create table intake_topic (name text primary key, first_id text not null);

comment on table intake_topic is 'the first Kafka topic of each name that was read: identities of its records go without its id';
