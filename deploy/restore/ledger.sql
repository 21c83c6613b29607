-- Takes the rows of known.sql (table "known") into the ledger (database "worker"). What the ledger has of the same or a later
-- attempt and knows the end of stays.
insert into ledger (posting_id, workflow_id, channel, urgency, attempt, state, in_doubt, first_at, acknowledged_at, detail)
select posting_id, workflow_id, channel, urgency, attempt, state, in_doubt, first_at, now(), 'restored from the journal'
  from known
    on conflict (posting_id) do update
   set attempt = excluded.attempt, state = excluded.state, in_doubt = excluded.in_doubt, lease_owner = null,
       lease_until = null, acknowledged_at = now(), detail = excluded.detail, changed_at = now()
 where ledger.attempt < excluded.attempt
    or ledger.attempt = excluded.attempt and ledger.state in ('CLAIMED', 'SENDING', 'DEFERRED', 'POSTPONED')
       and (excluded.state <> 'UNKNOWN' or ledger.state = 'CLAIMED')
