/**
 * Adds what the journal keeps of operations that have moved to archive files: where the archives end, and the rows of
 * the ledger that they claim or take back. An operation gets the number of its last event, so that it is known whether
 * it may leave. It no longer refers to another operation by a foreign key, because the other one may be in an archive.
 */
export const ARCHIVES = `
CREATE TABLE new_operation (
  seq                    INTEGER PRIMARY KEY,
  id                     TEXT NOT NULL UNIQUE,
  kind                   TEXT NOT NULL CHECK (kind IN ('spend', 'topUp', 'reversal')),
  accepted_as            TEXT NOT NULL CHECK (accepted_as IN ('live', 'queued')),
  identifier_value       TEXT,
  shop_uuid              TEXT NOT NULL,
  amount_in_cents        INTEGER NOT NULL CHECK (typeof(amount_in_cents) = 'integer' AND amount_in_cents <> 0),
  reverses_uuid          TEXT,
  reverses_operation_id  TEXT,
  created_at             INTEGER NOT NULL,
  contact_uuid           TEXT NOT NULL,
  method                 TEXT NOT NULL CHECK (method IN ('create', 'reverse')),
  baseline               TEXT,
  promise                TEXT NOT NULL CHECK (promise IN ('none', 'paid', 'notPaid')),
  ledger                 TEXT NOT NULL CHECK (ledger IN ('absent', 'sent', 'unknown', 'present', 'refused')),
  uuid                   TEXT,
  balance_after_in_cents INTEGER,
  refusal                TEXT,
  sends                  INTEGER NOT NULL,
  first_sent_at_server   INTEGER,
  last_sent_at_server    INTEGER,
  held_reason            TEXT,
  is_settled             INTEGER NOT NULL CHECK (is_settled IN (0, 1)),
  decision               TEXT CHECK (decision IN ('inLedger', 'notInLedger', 'writtenOff')),
  decided_by             TEXT,
  last_event             INTEGER NOT NULL,
  CHECK ((kind = 'reversal') = (reverses_uuid IS NOT NULL)),
  CHECK ((ledger = 'present') = (uuid IS NOT NULL)),
  CHECK ((decision IS NULL) = (decided_by IS NULL)),
  CHECK (kind <> 'spend' OR amount_in_cents < 0),
  CHECK (kind <> 'topUp' OR amount_in_cents > 0)
) STRICT;
CREATE TEMP TABLE last_event AS
  SELECT operation_id AS id, MAX(seq) AS seq FROM event WHERE operation_id IS NOT NULL GROUP BY operation_id;
CREATE UNIQUE INDEX temp.last_event_id ON last_event (id);
INSERT INTO new_operation SELECT operation.*, COALESCE(last_event.seq, 0)
  FROM operation LEFT JOIN last_event ON last_event.id = operation.id ORDER BY operation.seq;
DROP TABLE temp.last_event;
DROP TABLE operation;
ALTER TABLE new_operation RENAME TO operation;

-- The point up to which the events are in archive files, and the operations before it that have stayed.
CREATE TABLE cut (
  id              INTEGER PRIMARY KEY CHECK (id = 1),
  seq             INTEGER NOT NULL,
  operation_count INTEGER NOT NULL,
  state           TEXT NOT NULL,
  checksum        TEXT NOT NULL
) STRICT;
CREATE TRIGGER cut_never_moves_back BEFORE UPDATE ON cut
  WHEN NEW.seq < OLD.seq OR NEW.operation_count < OLD.operation_count
  BEGIN SELECT RAISE (ABORT, 'archived events never come back'); END;
CREATE TRIGGER cut_is_never_removed BEFORE DELETE ON cut
  BEGIN SELECT RAISE (ABORT, 'archived events never come back'); END;

-- Rows of the ledger that archived operations claim or take back, as keys of 16 bytes (row-keys.ts).
CREATE TABLE archived_claim (key BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE archived_reversal (key BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TRIGGER archived_claim_is_never_removed BEFORE DELETE ON archived_claim
  BEGIN SELECT RAISE (ABORT, 'archived claims are never removed'); END;
CREATE TRIGGER archived_reversal_is_never_removed BEFORE DELETE ON archived_reversal
  BEGIN SELECT RAISE (ABORT, 'archived reversals are never removed'); END;

CREATE UNIQUE INDEX operation_uuid ON operation (uuid) WHERE uuid IS NOT NULL;
CREATE UNIQUE INDEX operation_reverses ON operation (reverses_uuid) WHERE reverses_uuid IS NOT NULL;
CREATE UNIQUE INDEX operation_reverses_operation
  ON operation (reverses_operation_id) WHERE reverses_operation_id IS NOT NULL;
CREATE UNIQUE INDEX operation_in_flight ON operation (contact_uuid)
  WHERE ledger IN ('sent', 'unknown') AND held_reason IS NULL AND is_settled = 0;
CREATE INDEX operation_open ON operation (contact_uuid, seq) WHERE is_settled = 0;
CREATE INDEX operation_sent ON operation (contact_uuid, seq)
  WHERE (sends > 0 OR last_sent_at_server IS NOT NULL);
CREATE INDEX operation_last_sent_at ON operation (last_sent_at_server)
  WHERE (sends > 0 OR last_sent_at_server IS NOT NULL);

-- Only what is in an archive may leave: settled, with no event after the cut, and with its rows remembered.
CREATE TRIGGER operation_is_never_removed BEFORE DELETE ON operation
  WHEN OLD.is_settled = 0 OR OLD.last_event > COALESCE((SELECT seq FROM cut WHERE id = 1), 0)
    OR (OLD.uuid IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM archived_claim WHERE key = row_key(OLD.uuid)))
    OR (OLD.reverses_uuid IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM archived_reversal WHERE key = row_key(OLD.reverses_uuid)))
  BEGIN SELECT RAISE (ABORT, 'operations are never removed'); END;
DROP TRIGGER event_is_never_removed;
CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
  WHEN OLD.seq > COALESCE((SELECT seq FROM cut WHERE id = 1), 0)
  BEGIN SELECT RAISE (ABORT, 'events are append-only'); END;

-- A row of the ledger that an archived operation claims or takes back is never claimed or taken back again.
CREATE TRIGGER operation_claims_again BEFORE INSERT ON operation
  WHEN (NEW.uuid IS NOT NULL
      AND EXISTS (SELECT 1 FROM archived_claim WHERE key = row_key(NEW.uuid)))
    OR (NEW.reverses_uuid IS NOT NULL
      AND EXISTS (SELECT 1 FROM archived_reversal WHERE key = row_key(NEW.reverses_uuid)))
  BEGIN SELECT RAISE (ABORT, 'constraint failed: an archived operation has this row'); END;
CREATE TRIGGER operation_comes_to_claim_again BEFORE UPDATE OF uuid, reverses_uuid ON operation
  WHEN (NEW.uuid IS NOT NULL AND NEW.uuid IS NOT OLD.uuid
      AND EXISTS (SELECT 1 FROM archived_claim WHERE key = row_key(NEW.uuid)))
    OR (NEW.reverses_uuid IS NOT NULL AND NEW.reverses_uuid IS NOT OLD.reverses_uuid
      AND EXISTS (SELECT 1 FROM archived_reversal WHERE key = row_key(NEW.reverses_uuid)))
  BEGIN SELECT RAISE (ABORT, 'constraint failed: an archived operation has this row'); END;
`;
