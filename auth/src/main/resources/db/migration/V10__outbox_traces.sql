alter table outbox add column traceparent text;

comment on column outbox.traceparent is 'W3C trace context of the request; null when it is not sampled';
