-- Neither column of it changes while a letter is on its way, so rows still change in place.
create index journal_letters on journal (planned_at) where posting is not null;

create index erasure_age on erasure (at);
create index announced_age on announced (announced_at);
create index staff_change_age on staff_change (at);
create index mailing_ended on mailing (ended_at);
