comment on table erasure is 'who was erased: nothing is made or kept for them; kept for longer than any event or mailing lives';
