alter table second_factors add column sealed_by text;

comment on column second_factors.sealed_by is 'of which secret its key was made, as a short hash; null: of a version that did not note it';
create index second_factors_by_key on second_factors (sealed_by);
