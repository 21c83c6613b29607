-- What the journal (database "orchestrator") knows of postings, as the ledger would have it. A posting that was handed out and
-- of which nobody has heard may have been sent: it is in doubt.
select id, workflow_id, channel, urgency, attempt,
       case state when 'DELIVERED' then 'SENT' when 'DISPATCHED' then 'UNKNOWN' else state end,
       state in ('DISPATCHED', 'UNKNOWN'),
       planned_at
  from journal
 where state in ('DELIVERED', 'REJECTED', 'EXPIRED', 'WITHDRAWN', 'UNKNOWN', 'DISPATCHED')
