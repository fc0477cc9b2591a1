/**
 * Adds the seal: the state of the journal after an event, with which a start need not read the events before it.
 * The operations get their numbers without AUTOINCREMENT, which wrote one more page for each operation. Operations are
 * never removed, so a number is never given twice.
 */
export const SEAL = `
CREATE TABLE seal (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  state    TEXT NOT NULL,
  checksum TEXT NOT NULL
) STRICT;

DROP INDEX event_note;

CREATE TABLE new_operation (
  seq                    INTEGER PRIMARY KEY,
  id                     TEXT NOT NULL UNIQUE,
  kind                   TEXT NOT NULL CHECK (kind IN ('spend', 'topUp', 'reversal')),
  accepted_as            TEXT NOT NULL CHECK (accepted_as IN ('live', 'queued')),
  identifier_value       TEXT,
  shop_uuid              TEXT NOT NULL,
  amount_in_cents        INTEGER NOT NULL CHECK (typeof(amount_in_cents) = 'integer' AND amount_in_cents <> 0),
  reverses_uuid          TEXT,
  reverses_operation_id  TEXT REFERENCES operation (id),
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
  CHECK ((kind = 'reversal') = (reverses_uuid IS NOT NULL)),
  CHECK ((ledger = 'present') = (uuid IS NOT NULL)),
  CHECK ((decision IS NULL) = (decided_by IS NULL)),
  CHECK (kind <> 'spend' OR amount_in_cents < 0),
  CHECK (kind <> 'topUp' OR amount_in_cents > 0)
) STRICT;
INSERT INTO new_operation SELECT * FROM operation ORDER BY seq;
DROP TABLE operation;
ALTER TABLE new_operation RENAME TO operation;

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
CREATE TRIGGER operation_is_never_removed BEFORE DELETE ON operation
  BEGIN SELECT RAISE (ABORT, 'operations are never removed'); END;
`;
