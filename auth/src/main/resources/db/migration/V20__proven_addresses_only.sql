-- Nothing is linked to or changed from an account whose address nobody has proven; what was before may be a stranger's.
delete from social_accounts s using users u where u.id = s.user_id and not u.email_confirmed;
delete from social_attempts s using users u where u.id = s.user_id and not u.email_confirmed;
delete from confirmations c using users u where u.id = c.user_id and c.purpose = 'change' and not u.email_confirmed;
