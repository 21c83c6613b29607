create index social_attempts_by_end on social_attempts (expires_at);
create index confirmations_by_end on confirmations (expires_at);
create index left_addresses_by_end on left_addresses (expires_at);
create index browser_sessions_by_end on browser_sessions (expires_at);
create index oauth2_authorization_by_end on oauth2_authorization (coalesce(access_token_expires_at, authorization_code_expires_at));
create index outbox_by_age on outbox (published_at);
create index password_resets_by_end on password_resets (expires_at);
create index devices_by_age on devices (seen_at);
create index signins_other_by_age on signins_other (at);
