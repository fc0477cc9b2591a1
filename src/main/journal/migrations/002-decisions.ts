/** Adds the decisions of staff about held operations. An operation that staff closed no longer blocks its contact. */
export const DECISIONS = `
ALTER TABLE operation ADD COLUMN decision TEXT
  CHECK (decision IN ('inLedger', 'notInLedger', 'writtenOff'));
ALTER TABLE operation ADD COLUMN decided_by TEXT
  CHECK ((decision IS NULL) = (decided_by IS NULL));

DROP INDEX operation_in_flight;
CREATE UNIQUE INDEX operation_in_flight ON operation (contact_uuid)
  WHERE ledger IN ('sent', 'unknown') AND held_reason IS NULL AND is_settled = 0;

-- A commit can come late after any send, not only after the first, and after a refusal too.
DROP INDEX operation_sent;
DROP INDEX operation_sent_at;
CREATE INDEX operation_sent ON operation (contact_uuid, seq)
  WHERE (sends > 0 OR last_sent_at_server IS NOT NULL);
CREATE INDEX operation_last_sent_at ON operation (last_sent_at_server)
  WHERE (sends > 0 OR last_sent_at_server IS NOT NULL);
`;
