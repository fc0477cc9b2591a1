/**
 * Whether this terminal has its shop to itself. The owner says so in the settings. But a row that nobody here made
 * shows that the settings are wrong, and that is kept in the journal until staff say otherwise.
 */
import * as v from 'valibot';
import type { ContactUuid, ShopUuid, TransactionUuid } from '../../shared/ids.ts';
import type { Written } from './disk-errors.ts';
import type { OpenJournal } from './open.ts';

/** The row that showed that somebody else uses the shop. */
export interface ForeignRow {
  uuid: TransactionUuid;
  contactUuid: ContactUuid;
}

export interface ShopUse {
  /** True if only this terminal makes rows in its shop, as far as it knows. */
  isOwn(): boolean;
  /** True if the settings say that only this terminal makes rows in its shop, whatever the rows show. */
  isMeantAsOwn: boolean;
  /** True if the settings say that the shop is our own, and a row showed that it is not. */
  isFoundShared(): boolean;
  /** From now on the shop counts as shared, even after a restart. */
  foundForeignRow(row: ForeignRow): void;
}

export interface ShopUseOptions {
  opened: Pick<OpenJournal, 'journal'>;
  shopUuid: ShopUuid;
  /** What the settings say. */
  isOwnShop: boolean;
  /** Called once, when the shop turns out to be shared. */
  onFoundShared: (row: ForeignRow) => void;
}

const SHARED = 'shopIsShared';
const OWN = 'shopIsOwn';

export function createShopUse(options: ShopUseOptions): ShopUse {
  const { opened, shopUuid, isOwnShop, onFoundShared } = options;
  let isShared = isOwnShop && isNotedAsShared(opened, shopUuid);
  return {
    isOwn: () => isOwnShop && !isShared,
    isMeantAsOwn: isOwnShop,
    isFoundShared: () => isShared,
    foundForeignRow({ uuid, contactUuid }) {
      if (isShared || !isOwnShop) return;
      isShared = true;
      // If the disk refuses the write, this run of the program still knows it. The next one finds the row again.
      opened.journal.write(() => opened.journal.note(SHARED, { shopUuid, contactUuid, uuid }));
      onFoundShared({ uuid, contactUuid });
    },
  };
}

/** Staff confirm that nobody else uses the shop any more. It applies from the next start. */
export function confirmOwnShop(
  { journal }: Pick<OpenJournal, 'journal'>,
  shopUuid: ShopUuid,
  by: string,
): Written<unknown> {
  return journal.write(() => journal.note(OWN, { shopUuid, by }));
}

/** The shop that was found to be shared last. Null if none was, or if staff have confirmed it since. */
export function sharedShopOf({ journal }: Pick<OpenJournal, 'journal'>): string | null {
  const last = journal.lastNote([SHARED, OWN]);
  return last?.kind === SHARED ? v.parse(noteSchema, last.body).shopUuid : null;
}

const noteSchema = v.pipe(v.string(), v.parseJson(), v.object({ shopUuid: v.string() }));

function isNotedAsShared(opened: Pick<OpenJournal, 'journal'>, shopUuid: ShopUuid): boolean {
  return sharedShopOf(opened) === shopUuid;
}
