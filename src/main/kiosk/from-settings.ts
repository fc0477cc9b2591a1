/** From the settings to what each part is told. Pure. */
import { shopUuid, type ShopUuid } from '../../shared/ids.ts';
import { WEDGE_DEFAULTS, type WedgeSettings } from '../../wedge/config.ts';
import type { SessionConfig } from '../session/config.ts';
import { NO_RULES, type Rules } from '../readers/rules.ts';
import type { LoadedSettings } from '../settings/load.ts';
import { settingsFileSchema, type Settings } from '../settings/schema.ts';
import { DEMO_PIN } from '../staff/pin.ts';
import { PACE } from '../sync/delays.ts';
import * as v from 'valibot';
import type { KioskOptions } from './kiosk-options.ts';
import type { MoneyOptions } from './money.ts';
import type { PinCheckOptions } from './pin-check.ts';

/** Long enough for a second thought of the finger, short enough not to be noticed. */
const ARM_MS = 600;
/** Long enough to find a phone and to scan the code. */
const RECEIPT_MS = 45_000;
const NOTICE_MS = 2_500;
/** Readers deliver a card that is held still several times. */
const REPEAT_MS = 2_500;
/** How long a customer is kept waiting for proof of what became of a payment. */
const PROOF_MS = 10_000;
/** How long after a lost reply a commit may still come, and the list still lag. */
const SETTLE_MS = 60_000;

/** What the screens go by; the defaults where the settings cannot be read. */
export function sessionConfigOf({ settings, isSandbox }: KioskOptions): SessionConfig {
  const read = settings.kind === 'ok' ? settings.settings : v.parse(settingsFileSchema, {});
  return {
    idleMs: read.idleMs,
    warningSeconds: Math.ceil(read.warningMs / 1000),
    armMs: ARM_MS,
    resultMs: read.resultMs,
    receiptMs: Math.max(RECEIPT_MS, read.resultMs),
    noticeMs: NOTICE_MS,
    repeatMs: REPEAT_MS,
    quickAmountsInCents: read.quickAmountsInCents,
    languages: read.languages,
    defaultLanguage: read.language,
    hasPrinter: read.printer !== null,
    defaultAdjustments: {
      isLarge: false,
      isLow: false,
      isHighContrast: false,
      isStill: false,
      isSpeaking: false,
      volume: read.volume,
    },
    staff: {
      hasPin: isSandbox || read.staffPin !== null,
      demoPin: isSandbox && read.staffPin === null ? DEMO_PIN : null,
    },
    isSandbox,
  };
}

/** Null where there is no token, the settings cannot be read, or the ledger is not the journal's: then no money can move. */
export function moneyOptionsOf(
  { world, settings, journal, isOwnLedger, isSandbox }: KioskOptions,
  onChange: () => void,
): MoneyOptions | null {
  if (!isOwnLedger || settings.kind !== 'ok' || settings.settings.token === null) return null;
  const read = settings.settings;
  return {
    world,
    opened: journal.opened,
    leat: {
      baseUrl: read.apiUrl,
      flavour: read.flavour,
      token: settings.settings.token,
      timeouts: { readTimeoutMs: read.readTimeoutMs, writeTimeoutMs: read.writeTimeoutMs },
    },
    wallet: {
      // Without a shop the kiosk is out of service, and nothing is ever sent with this.
      shopUuid: shopOf(read) ?? shopUuid('none'),
      maximumInCents: read.maximumInCents,
      takesMoney: journal.damage === null,
      proofMs: PROOF_MS,
      offlinePolicy: {
        isEnabled: read.offline.enabled,
        capPerOperationInCents: read.offline.capPerOperationInCents,
        capPerContactInCents: read.offline.capPerContactInCents,
        capPerTerminalInCents: read.offline.capPerTerminalInCents,
        balanceAgeMsMax: read.offline.maxBalanceAgeMs,
      },
    },
    // The demo has one terminal, so its shop is that terminal's own.
    isOwnShop: read.ownShop || isSandbox,
    settleMs: SETTLE_MS,
    pace: PACE,
    onChange,
  };
}

/** How scanners that type are told from people. */
export function wedgeOf(settings: LoadedSettings): WedgeSettings {
  return settings.kind === 'ok' ? settings.settings.wedge : WEDGE_DEFAULTS;
}

/** Which codes are one-time codes; null for none. */
export function sessionTokenPatternOf(settings: LoadedSettings): string | null {
  return settings.kind === 'ok' ? settings.settings.sessionTokenPattern : null;
}

/** By what staff come in. */
export function pinCheckOf(
  { world, settings, pinTries }: KioskOptions,
  { staff }: SessionConfig,
): PinCheckOptions & Pick<KioskOptions, 'world'> {
  const stored = settings.kind === 'ok' ? settings.settings.staffPin : null;
  return { world, stored, demoPin: staff.demoPin, tries: pinTries };
}

/** How a code becomes an identifier, where its reader has no rules of its own. */
export function rulesOf(settings: LoadedSettings): Rules {
  return settings.kind === 'ok' ? settings.settings.identifier : NO_RULES;
}

export function shopOf(settings: Settings): ShopUuid | null {
  return settings.shopUuid === null ? null : shopUuid(settings.shopUuid);
}
