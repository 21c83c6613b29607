alter table ledger add column message_id uuid;

comment on column ledger.message_id is 'of a notification: the message in the inbox that says the same; null where there is none, or an instance of before took it';
comment on column inbox_message.person is 'empty where the row only keeps the place of what was taken back before it was there';
