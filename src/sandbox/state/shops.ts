/** The shops of the account, and its tokens. */
import type { Db } from './database.ts';

/** documented: `clients` takes a personal access token, `register` the token of one register. */
export type Flavour = 'clients' | 'register';

export interface ShopRow {
  id: number;
  uuid: string;
  name: string;
  type: string;
  reference: string | null;
}

export interface TokenRow {
  token: string;
  flavour: Flavour;
  /** The shop of a register. Null for a personal access token. */
  shop_uuid: string | null;
}

export interface Shops {
  byUuid: (uuid: string) => ShopRow | undefined;
  all: () => ShopRow[];
  /** If the id is null, the database chooses one. */
  add: (shop: Omit<ShopRow, 'id'> & { id: number | null }) => void;
  token: (token: string) => TokenRow | undefined;
  tokens: () => TokenRow[];
  /** If the token exists already, it is replaced. */
  addToken: (token: TokenRow) => void;
}

export function openShops(db: Db): Shops {
  const byUuid = db.prepare<[string], ShopRow>('SELECT * FROM shops WHERE uuid = ?');
  const all = db.prepare<[], ShopRow>('SELECT * FROM shops ORDER BY id');
  const add = db.prepare(
    'INSERT INTO shops (id, uuid, name, type, reference) VALUES (:id, :uuid, :name, :type, :reference)',
  );
  const token = db.prepare<[string], TokenRow>('SELECT * FROM tokens WHERE token = ?');
  const tokens = db.prepare<[], TokenRow>('SELECT * FROM tokens ORDER BY flavour, token');
  const addToken = db.prepare(
    'INSERT OR REPLACE INTO tokens (token, flavour, shop_uuid) VALUES (:token, :flavour, :shop_uuid)',
  );
  return {
    byUuid: (uuid) => byUuid.get(uuid),
    all: () => all.all(),
    add: (shop) => add.run(shop),
    token: (value) => token.get(value),
    tokens: () => tokens.all(),
    addToken: (row) => addToken.run(row),
  };
}
