alter table ledger add column bounce text;

comment on column ledger.bounce is 'what came back after the channel''s server had taken it: HARD, SOFT, BLOCKED (then it is REJECTED) or COMPLAINT (then it is SENT)';
