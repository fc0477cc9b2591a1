/** Checks that the settings name the ledger that the journal belongs to. If they do not, nothing is sent or settled. */
import { canBeSandbox } from './demo.ts';
import { claimLedger, openCountOf, SANDBOX, type Ledger } from '../journal/ledger-identity.ts';
import type { Settings } from '../settings/schema.ts';
import { shopOf } from './from-settings.ts';
import type { KioskJournal } from './kiosk-journal.ts';

export type LedgerIdentity =
  | { kind: 'own' }
  /** `why`: the cause and what to do, for the log. */
  | { kind: 'another'; why: string }
  | { kind: 'unwritable'; why: string };

export interface Present {
  settings: Settings;
  isSandbox: boolean;
}

export function identifyLedger({ opened, damage }: KioskJournal, present: Present): LedgerIdentity {
  const { settings, isSandbox } = present;
  // Without a token nothing can be sent, and the empty journal that replaces a damaged one has nothing to send.
  if (damage !== null || settings.token === null) {
    return { kind: 'own' };
  }
  const { apiUrl } = settings;
  const shopUuid = shopOf(settings);
  if (shopUuid === null) {
    const openCount = openCountOf(opened);
    return openCount === 0 ? { kind: 'own' } : { kind: 'another', why: whyNoShop(openCount) };
  }
  const ledger = {
    api: isSandbox ? SANDBOX : new URL(apiUrl).origin,
    shopUuid,
    mayBeSandbox: canBeSandbox(apiUrl),
  };
  const claim = claimLedger(opened, ledger);
  return claim.kind === 'another' ? { kind: 'another', why: whyAnother(claim, ledger) } : claim;
}

const WHAT_TO_DO =
  'nothing is sent and no money is taken. Put the earlier settings back until all operations are settled. `npm run journal -- held` lists those that ' +
  'staff must decide. If the account is the same under another address, confirm it with ' +
  '`npm run journal -- same-account --by NAME`';

function whyAnother(
  { noted, openCount }: { noted: Ledger | null; openCount: number },
  present: Ledger,
): string {
  const earlier = noted === null ? 'a ledger that an earlier version did not record' : words(noted);
  return `the journal has ${openCount} operations that are not settled, for ${earlier}; the settings name ${words(present)}: ${WHAT_TO_DO}`;
}

function whyNoShop(openCount: number): string {
  return `the journal has ${openCount} operations that are not settled, and the settings name no shop: ${WHAT_TO_DO}`;
}

function words({ api, shopUuid }: Ledger): string {
  return `shop ${shopUuid} at ${api === SANDBOX ? 'a sandbox' : api}`;
}
