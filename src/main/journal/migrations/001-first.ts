/** The first schema: operations, the chain of events, the last known cards and shops, the stop list, the reports. */
export const FIRST = `
CREATE TABLE operation (
  seq                    INTEGER PRIMARY KEY AUTOINCREMENT,
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
  CHECK ((kind = 'reversal') = (reverses_uuid IS NOT NULL)),
  CHECK ((ledger = 'present') = (uuid IS NOT NULL)),
  CHECK (kind <> 'spend' OR amount_in_cents < 0),
  CHECK (kind <> 'topUp' OR amount_in_cents > 0)
) STRICT;

-- A row of the ledger belongs to one operation at most.
CREATE UNIQUE INDEX operation_uuid ON operation (uuid) WHERE uuid IS NOT NULL;
-- A row of the ledger is reversed once at most.
CREATE UNIQUE INDEX operation_reverses ON operation (reverses_uuid) WHERE reverses_uuid IS NOT NULL;
CREATE UNIQUE INDEX operation_reverses_operation
  ON operation (reverses_operation_id) WHERE reverses_operation_id IS NOT NULL;
-- One in flight for each contact; many may be queued.
CREATE UNIQUE INDEX operation_in_flight
  ON operation (contact_uuid) WHERE ledger IN ('sent', 'unknown') AND held_reason IS NULL;
-- The queue: what is open, contact by contact, oldest first.
CREATE INDEX operation_open ON operation (contact_uuid, seq) WHERE is_settled = 0;
CREATE INDEX operation_sent ON operation (contact_uuid, seq) WHERE sends > 0;
CREATE INDEX operation_sent_at ON operation (first_sent_at_server) WHERE sends > 0;

CREATE TABLE event (
  seq           INTEGER PRIMARY KEY,
  at            INTEGER NOT NULL,
  operation_id  TEXT,
  kind          TEXT NOT NULL,
  body          TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash          TEXT NOT NULL
) STRICT;
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
  BEGIN SELECT RAISE (ABORT, 'events are append-only'); END;
CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
  BEGIN SELECT RAISE (ABORT, 'events are append-only'); END;
CREATE TRIGGER operation_is_never_removed BEFORE DELETE ON operation
  BEGIN SELECT RAISE (ABORT, 'operations are never removed'); END;

-- What was last seen of a card, for the time without a network.
CREATE TABLE seen_card (
  identifier_value TEXT PRIMARY KEY,
  contact_uuid     TEXT NOT NULL,
  card_name        TEXT NOT NULL,
  balance_in_cents INTEGER NOT NULL,
  as_of            INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_card_contact ON seen_card (contact_uuid);

CREATE TABLE seen_shop (
  uuid TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Cards and contacts that may not spend without a network.
CREATE TABLE stop_list (
  value  TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE report (
  seq  INTEGER PRIMARY KEY AUTOINCREMENT,
  at   INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
`;
