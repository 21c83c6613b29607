-- How many addresses of a domain were taken out within an hour.
create index concurrently suppression_domain on suppression (domain, kind, since);

create index concurrently suppression_kind on suppression (kind, since);
