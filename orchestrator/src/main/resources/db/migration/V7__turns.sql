alter table mailing add column next_turn timestamptz, add column turn_series integer not null default 0;

comment on column mailing.next_turn is 'when the rate allows the next letter; null for at once';
comment on column mailing.turn_series is 'counts the rates that were decided: a turn of an earlier one is worth nothing';
