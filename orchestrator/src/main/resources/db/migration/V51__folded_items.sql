alter table digest_item add column not_before timestamptz;

comment on column digest_item.not_before is 'until when a night or a cap held it back, for those who are told at once; null in rows of before';
