-- Rows of the version before stay as they are until they end, since it may still run.
comment on column links.code is 'the hash of the code; in rows of before this version the code';
comment on column links.target is 'sealed by the code; in rows of before this version plain';
