alter table ledger add column ours boolean not null default false;
alter table ledger add column in_doubt boolean not null default false;

comment on column ledger.ours is 'whether it was put off for trouble between the server and us, not the receiver''s';
comment on column ledger.in_doubt is 'whether an attempt may have been sent without anybody knowing';
