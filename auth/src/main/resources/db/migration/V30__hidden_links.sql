update links set code = encode(sha256(convert_to(code, 'UTF8')), 'hex');

comment on column links.code is 'the hash of the code';
comment on column links.target is 'sealed by the code; in rows of before this version plain, until they end';
