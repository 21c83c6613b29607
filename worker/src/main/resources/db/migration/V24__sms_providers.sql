alter table sms_message add column provider text;

alter table sms_message add column text_hash integer;

comment on column sms_message.provider is 'who took the part; null in rows of before';

comment on column sms_message.text_hash is 'of the whole text that the part is of, so that no message is made of two; null in rows of before';

alter table sms_report add column posting_id uuid;

alter table sms_report add column provider text;

comment on column sms_report.posting_id is 'of which posting a provider tells, where it does not say what it called the message';

comment on column sms_report.provider is 'who tells of what it took itself; null where the session says it';
