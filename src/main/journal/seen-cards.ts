/**
 * For offline use: the last known balance of each card, and the stop list of cards and contacts that must not spend.
 */
import type Database from 'better-sqlite3';
import type { ContactUuid, IdentifierValue, ShopUuid } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { EpochMs } from '../../shared/time.ts';
import { written, type Written } from './disk-errors.ts';
import { seenCardChecksum, STOP_CHECKSUM } from './row-checksums.ts';

export interface SeenCard {
  identifierValue: IdentifierValue;
  contactUuid: ContactUuid;
  cardName: string;
  balanceInCents: Cents;
  /** When the balance was read, by this machine's clock. */
  asOf: EpochMs;
}

type ContactBalance = Pick<SeenCard, 'contactUuid' | 'balanceInCents' | 'asOf'>;

export interface SeenCards {
  /** Null if the card was never seen. A damaged row is forgotten, and its card counts as never seen. */
  get(identifierValue: IdentifierValue): SeenCard | null;
  /** Calls back after a damaged row was found. */
  onDamaged(listener: () => void): void;
  put(card: SeenCard): Written<unknown>;
  /** Stores the balance for all cards of the contact that were seen. */
  putBalance(balance: ContactBalance): Written<unknown>;
  /** Forgets a card if it is unknown, inactive or belongs to another contact. */
  forget(identifierValue: IdentifierValue): Written<unknown>;
  /** Forgets every card, because the journal now belongs to another ledger. Call it inside `write` of the journal. */
  forgetAll(): void;
  stop(value: IdentifierValue | ContactUuid, reason: string, at: EpochMs): Written<unknown>;
  isStopped(value: IdentifierValue | ContactUuid): boolean;
  /** The last known name of the shop. Null if it was never read. */
  shopName(shopUuid: ShopUuid): string | null;
  putShopName(shopUuid: ShopUuid, name: string): Written<unknown>;
  /** Removes a card or a contact from the stop list, because it was online and in good order. */
  unstop(value: IdentifierValue | ContactUuid): Written<unknown>;
}

const PUT_CHECKSUM = `row_checksum('seen_card', @identifierValue, @contactUuid, @cardName,
  @balanceInCents, @asOf)`;

export function createSeenCards(db: Database.Database): SeenCards {
  const get = db.prepare<[IdentifierValue], SeenCard & { isWhole: 0 | 1 }>(`SELECT
    identifier_value AS identifierValue, contact_uuid AS contactUuid, card_name AS cardName,
    balance_in_cents AS balanceInCents, as_of AS asOf, checksum = ${seenCardChecksum()} AS isWhole
    FROM seen_card WHERE identifier_value = ?`);
  const put = db.prepare<[SeenCard]>(`INSERT INTO seen_card
    (identifier_value, contact_uuid, card_name, balance_in_cents, as_of, checksum)
    VALUES (@identifierValue, @contactUuid, @cardName, @balanceInCents, @asOf, ${PUT_CHECKSUM})
    ON CONFLICT (identifier_value) DO UPDATE SET contact_uuid = excluded.contact_uuid,
      card_name = excluded.card_name, balance_in_cents = excluded.balance_in_cents,
      as_of = excluded.as_of, checksum = excluded.checksum`);
  const putOfContact = db.prepare<[ContactBalance]>(`UPDATE seen_card
    SET balance_in_cents = @balanceInCents, as_of = @asOf,
      checksum = ${seenCardChecksum('@balanceInCents', '@asOf')}
    WHERE contact_uuid = @contactUuid AND checksum = ${seenCardChecksum()}`);
  const putAll = db.transaction((card: SeenCard) => {
    put.run(card);
    // All cards of the contact share one balance.
    putOfContact.run(card);
  });
  const forget = db.prepare<[IdentifierValue]>('DELETE FROM seen_card WHERE identifier_value = ?');
  const forgetAll = db.prepare('DELETE FROM seen_card');
  const stop = db.prepare<[{ value: string; reason: string; at: EpochMs }]>(`INSERT INTO stop_list
    (value, reason, at, checksum)
    VALUES (@value, @reason, @at, row_checksum('stop_list', @value, @reason, @at))
    ON CONFLICT (value) DO UPDATE SET reason = excluded.reason, at = excluded.at,
      checksum = excluded.checksum WHERE checksum <> ${STOP_CHECKSUM}`);
  const isStopped = db.prepare<[string]>('SELECT 1 FROM stop_list WHERE value = ?');
  const unstop = db.prepare<[string]>('DELETE FROM stop_list WHERE value = ?');
  const shopName = db.prepare<[ShopUuid], { name: string }>(
    'SELECT name FROM seen_shop WHERE uuid = ?',
  );
  const putShopName = db.prepare<[ShopUuid, string]>(`INSERT INTO seen_shop (uuid, name)
    VALUES (?, ?) ON CONFLICT (uuid) DO UPDATE SET name = excluded.name`);
  let onDamaged = (): void => undefined;
  return {
    onDamaged: (listener) => (onDamaged = listener),
    shopName: (shopUuid) => shopName.get(shopUuid)?.name ?? null,
    putShopName: (shopUuid, name) => written(() => putShopName.run(shopUuid, name)),
    get(identifierValue) {
      const row = get.get(identifierValue);
      if (row === undefined) return null;
      const { isWhole, ...card } = row;
      if (isWhole === 1) return card;
      // If the disk refuses this, the row is found again.
      written(() => forget.run(identifierValue));
      onDamaged();
      return null;
    },
    put: (card) => written(() => putAll(card)),
    putBalance: (balance) => written(() => putOfContact.run(balance)),
    forget: (identifierValue) => written(() => forget.run(identifierValue)),
    forgetAll: () => forgetAll.run(),
    stop: (value, reason, at) => written(() => stop.run({ value, reason, at })),
    isStopped: (value) => isStopped.get(value) !== undefined,
    unstop: (value) => written(() => unstop.run(value)),
  };
}
