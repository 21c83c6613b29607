-- By what the browser is known that signed up: a hash. Who comes with another one shows the password, too.
alter table confirmations add column browser text;
