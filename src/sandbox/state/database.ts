/** The database of the sandbox: the data that an account has at the API. */
import Database from 'better-sqlite3';

export type Db = Database.Database;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS shops (
    id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    type TEXT NOT NULL, reference TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS tokens (
    token TEXT PRIMARY KEY, flavour TEXT NOT NULL CHECK (flavour IN ('clients', 'register')),
    shop_uuid TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS contacts (
    id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, email TEXT NOT NULL, name TEXT NOT NULL,
    balance_in_cents INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS identifiers (
    id INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)), contact_id INTEGER REFERENCES contacts (id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS identifiers_of_contact ON identifiers (contact_id);
  CREATE TABLE IF NOT EXISTS session_tokens (
    token TEXT PRIMARY KEY, contact_id INTEGER NOT NULL REFERENCES contacts (id),
    used INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS transactions (
    id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE,
    contact_id INTEGER NOT NULL REFERENCES contacts (id),
    shop_id INTEGER NOT NULL REFERENCES shops (id),
    identifier_id INTEGER REFERENCES identifiers (id),
    amount_in_cents INTEGER NOT NULL, balance_in_cents INTEGER NOT NULL,
    created_at_ms INTEGER NOT NULL, recorded_at_ms INTEGER NOT NULL,
    reverses_id INTEGER REFERENCES transactions (id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS transactions_of_contact ON transactions (contact_id);
  CREATE INDEX IF NOT EXISTS transactions_of_shop ON transactions (shop_id);
  CREATE INDEX IF NOT EXISTS transactions_of_both ON transactions (contact_id, shop_id);
  CREATE INDEX IF NOT EXISTS reversals ON transactions (reverses_id) WHERE reverses_id IS NOT NULL;
`;

/** A path, or `:memory:`. A file keeps its data between runs, but a power cut may lose some. */
export function openDatabase(dbFile: string): Db {
  const db = new Database(dbFile);
  if (dbFile !== ':memory:') db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = ON');
  db.exec(SCHEMA);
  return db;
}

/** Removes all data of the account. The tokens stay. */
export function clearData(db: Db): void {
  db.exec(`
    DELETE FROM transactions; DELETE FROM session_tokens;
    DELETE FROM identifiers; DELETE FROM contacts; DELETE FROM shops;
  `);
}
