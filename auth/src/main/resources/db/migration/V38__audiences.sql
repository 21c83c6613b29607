-- A mailing to one language or zone, or to those who signed up lately, is read in the order of the sign-up.
create index users_of_language on users (lower(substring(locale from '^[A-Za-z]+')), created_at, id);
create index users_of_zone on users (time_zone, created_at, id);
