-- Without a transaction, so that letters go on while this is built; what an earlier try left is taken away first.
drop index concurrently if exists journal_address;
create index concurrently journal_address on journal (address_hash) where address_hash is not null;
