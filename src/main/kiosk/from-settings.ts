/** Takes the options of each part of the kiosk from the settings. Pure. */
import { shopUuid, type ShopUuid } from '../../shared/ids.ts';
import { QUIET_MS } from '../../shared/quiet-time.ts';
import type { SessionConfig } from '../session/config.ts';
import { sessionSettingsOf } from '../session/settings.ts';
import { minorDigitsOf, type Settings } from '../settings/schema.ts';
import { DEMO_PIN } from '../staff/pin.ts';
import { PACE, PROOF_MS, SETTLE_MS } from '../sync/delays.ts';
import type { KioskOptions } from './kiosk-options.ts';
import type { MoneyOptions } from './money.ts';
import type { PinCheckOptions } from './pin-check.ts';

/** Long enough to get a phone out and scan the QR code. */
const RECEIPT_MS = 45_000;
const NOTICE_MS = 2_500;
/** Readers report a card several times while it is held still. */
const REPEAT_MS = 2_500;

export function sessionConfigOf({
  settings,
  isSandbox,
}: Pick<KioskOptions, 'settings' | 'isSandbox'>): SessionConfig {
  return {
    ...sessionSettingsOf(settings),
    armMs: QUIET_MS,
    minorDigits: minorDigitsOf(settings),
    receiptMs: Math.max(RECEIPT_MS, settings.resultMs),
    noticeMs: NOTICE_MS,
    repeatMs: REPEAT_MS,
    hasPrinter: settings.printer !== null,
    staff: {
      hasPin: isSandbox || settings.staffPin !== null,
      demoPin: isSandbox && settings.staffPin === null ? DEMO_PIN : null,
    },
    isSandbox,
  };
}

/** Null if no money can move: there is no token, or the settings name another ledger than the journal's. */
export function moneyOptionsOf(
  { world, log, settings, journal, isOwnLedger }: KioskOptions,
  callbacks: Required<Pick<MoneyOptions, 'onChange' | 'onConnection'>>,
): MoneyOptions | null {
  if (!isOwnLedger || settings.token === null) return null;
  return {
    world,
    opened: journal.opened,
    leat: {
      baseUrl: settings.apiUrl,
      flavour: settings.flavour,
      token: settings.token,
      timeouts: { readTimeoutMs: settings.readTimeoutMs, writeTimeoutMs: settings.writeTimeoutMs },
    },
    wallet: {
      // Without a shop the kiosk is out of service, so nothing is ever sent with this value.
      shopUuid: shopOf(settings) ?? shopUuid('none'),
      maximumInCents: settings.maximumInCents,
      takesMoney: journal.damage === null,
      proofMs: PROOF_MS,
      offlinePolicy: {
        isEnabled: settings.offline.enabled,
        capPerOperationInCents: settings.offline.capPerOperationInCents,
        capPerContactInCents: settings.offline.capPerContactInCents,
        capPerTerminalInCents: settings.offline.capPerTerminalInCents,
        balanceAgeMsMax: settings.offline.maxBalanceAgeMs,
      },
    },
    isOwnShop: settings.ownShop === true,
    settleMs: SETTLE_MS,
    pace: PACE,
    onFoundShared: ({ uuid }) =>
      log.warn(
        `the ledger has a transaction in this shop that this terminal did not make (${uuid}); nothing is taken back, and the shop is treated as shared from now on: set ownShop to false, or find the other program`,
      ),
    ...callbacks,
  };
}

/** How staff open the staff area. */
export function pinCheckOf(
  { world, settings, pinTries }: KioskOptions,
  { staff }: SessionConfig,
): PinCheckOptions & Pick<KioskOptions, 'world'> {
  return { world, stored: settings.staffPin, demoPin: staff.demoPin, tries: pinTries };
}

export function shopOf(settings: Settings): ShopUuid | null {
  return settings.shopUuid === null ? null : shopUuid(settings.shopUuid);
}
