-- By what staff look for a mailing: what its id, its template and its title say.
alter table mailing add column words text generated always as
    (lower(event_id || ' ' || notice || ' ' || coalesce(definition::jsonb #>> '{values,title}', ''))) stored;

comment on column mailing.words is 'what staff look for it by';

-- Not indexed, so rows that are concluded still change in place.
alter table journal add column domain text;

comment on column journal.domain is 'of the address, without whose it is: for the report of a mailing; null for other channels';
