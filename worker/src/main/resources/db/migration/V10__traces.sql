alter table ledger add column traceparent text;

comment on column ledger.traceparent is 'W3C trace context of the attempt, for its receipt; null when it is not sampled';
