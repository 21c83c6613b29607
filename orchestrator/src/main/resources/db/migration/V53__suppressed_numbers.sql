alter table suppression add column provider text;

comment on column suppression.provider is 'whoever took the message to a number that came back, where there are several';

comment on column suppression.domain is 'of a mailbox, or the calling code of a number, such as +44';
