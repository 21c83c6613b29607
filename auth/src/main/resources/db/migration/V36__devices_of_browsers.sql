-- By which a browser is signed out with its device; those of before end by themselves within hours.
alter table browser_sessions add column device text;
