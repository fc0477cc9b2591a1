/** Contacts, their cards and their session tokens. It moves no money. */
import type { Db } from './database.ts';

export interface ContactRow {
  id: number;
  uuid: string;
  email: string;
  name: string;
  balance_in_cents: number;
}

export interface IdentifierRow {
  id: number;
  value: string;
  name: string;
  active: 0 | 1;
  contact_id: number | null;
}

export interface SessionTokenRow {
  token: string;
  used: 0 | 1;
  contact_uuid: string;
  contact_email: string;
}

export interface Contacts {
  byUuid: (uuid: string) => ContactRow | undefined;
  byId: (id: number) => ContactRow | undefined;
  all: () => ContactRow[];
  add: (contact: Pick<ContactRow, 'uuid' | 'email' | 'name'>) => void;
  setUuid: (id: number, uuid: string) => void;
  identifier: (value: string) => IdentifierRow | undefined;
  identifierById: (id: number) => IdentifierRow | undefined;
  /** In the order in which they were added. */
  identifiersOf: (contactId: number) => IdentifierRow[];
  addIdentifier: (identifier: Omit<IdentifierRow, 'id'>) => void;
  setIdentifier: (identifier: IdentifierRow) => void;
  sessionToken: (token: string) => SessionTokenRow | undefined;
  addSessionToken: (token: string, contactId: number) => void;
  useSessionToken: (token: string) => void;
}

export function openContacts(db: Db): Contacts {
  return { ...people(db), ...cards(db), ...sessionTokens(db) };
}

function people(db: Db): Pick<Contacts, 'byUuid' | 'byId' | 'all' | 'add' | 'setUuid'> {
  const byUuid = db.prepare<[string], ContactRow>('SELECT * FROM contacts WHERE uuid = ?');
  const byId = db.prepare<[number], ContactRow>('SELECT * FROM contacts WHERE id = ?');
  const all = db.prepare<[], ContactRow>('SELECT * FROM contacts ORDER BY id');
  const add = db.prepare('INSERT INTO contacts (uuid, email, name) VALUES (:uuid, :email, :name)');
  const setUuid = db.prepare<[string, number]>('UPDATE contacts SET uuid = ? WHERE id = ?');
  return {
    byUuid: (uuid) => byUuid.get(uuid),
    byId: (id) => byId.get(id),
    all: () => all.all(),
    add: (contact) => add.run(contact),
    setUuid: (id, uuid) => setUuid.run(uuid, id),
  };
}

function cards(
  db: Db,
): Pick<
  Contacts,
  'identifier' | 'identifierById' | 'identifiersOf' | 'addIdentifier' | 'setIdentifier'
> {
  const byValue = db.prepare<[string], IdentifierRow>('SELECT * FROM identifiers WHERE value = ?');
  const byId = db.prepare<[number], IdentifierRow>('SELECT * FROM identifiers WHERE id = ?');
  const ofContact = db.prepare<[number], IdentifierRow>(
    'SELECT * FROM identifiers WHERE contact_id = ? ORDER BY id',
  );
  const add = db.prepare(
    `INSERT INTO identifiers (value, name, active, contact_id)
     VALUES (:value, :name, :active, :contact_id)`,
  );
  const set = db.prepare(
    `UPDATE identifiers SET name = :name, active = :active, contact_id = :contact_id
     WHERE id = :id`,
  );
  return {
    identifier: (value) => byValue.get(value),
    identifierById: (id) => byId.get(id),
    identifiersOf: (contactId) => ofContact.all(contactId),
    addIdentifier: (identifier) => add.run(identifier),
    setIdentifier: ({ id, name, active, contact_id }) => set.run({ id, name, active, contact_id }),
  };
}

function sessionTokens(
  db: Db,
): Pick<Contacts, 'sessionToken' | 'addSessionToken' | 'useSessionToken'> {
  const find = db.prepare<[string], SessionTokenRow>(
    `SELECT s.token, s.used, c.uuid AS contact_uuid, c.email AS contact_email
     FROM session_tokens s JOIN contacts c ON c.id = s.contact_id WHERE s.token = ?`,
  );
  const add = db.prepare<[string, number]>(
    'INSERT INTO session_tokens (token, contact_id) VALUES (?, ?)',
  );
  const use = db.prepare<[string]>('UPDATE session_tokens SET used = 1 WHERE token = ?');
  return {
    sessionToken: (token) => find.get(token),
    addSessionToken: (token, contactId) => add.run(token, contactId),
    useSessionToken: (token) => use.run(token),
  };
}
