/**
 * The settings of the owner of a kiosk. Every field has a default, so an empty file is valid. An unknown field is an
 * error, so that a misspelt limit is never silently without effect. Each part of the program has the schema of its own
 * settings.
 */
import * as v from 'valibot';
import { physicalScreenSchema, speechPolicySchema, type View } from '../../shared/contract.ts';
import { printerSchema } from '../printer/settings.ts';
import { patternSchema, rulesSchema } from '../readers/rules.ts';
import { DEFAULT_READERS, readersSchema } from '../readers/settings.ts';
import { wedgeSchema } from '../readers/wedge-settings.ts';
import { minorDigitsSchema, type MinorDigits } from '../../shared/money.ts';
import { durationMsSchema, positiveCentsSchema } from '../../shared/schemas.ts';
import { sessionEntries } from '../session/settings.ts';
import { parseColour } from './colour.ts';

export const SETTINGS_VERSION = 1;

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * The scheme, host and port of the API. Plain http is allowed to this machine only, because every request contains the
 * token. The path of the API itself, as in its documentation, is cut off.
 */
export const apiUrlSchema = v.config(
  v.pipe(
    v.string(),
    v.trim(),
    v.check((text) => !/\s/u.test(text), 'must have no blank in it'),
    v.check(
      (text) => /^https?:\/\//i.test(text),
      'must begin with https://, such as https://api.piggy.eu',
    ),
    v.check((text) => URL.canParse(text), 'must be an address such as https://api.piggy.eu'),
    v.check((text) => {
      const { username, password } = addressOf(text);
      return username === '' && password === '';
    }, 'must have no user name or password; the token is separate'),
    v.check(
      (text) => addressOf(text).search === '' && addressOf(text).hash === '',
      'must have no ? or #',
    ),
    v.check(
      (text) => API_PATH.test(addressOf(text).pathname),
      'must have no path after the host, as in https://api.piggy.eu',
    ),
    v.check((text) => {
      const { protocol, hostname } = addressOf(text);
      return protocol === 'https:' || (protocol === 'http:' && LOOPBACK_HOSTS.includes(hostname));
    }, 'must be https, or http to this machine'),
    v.description('The address of the Leat API. `KIOSK_API_URL` overrides it.'),
    v.transform((text) => addressOf(text).origin),
  ),
  // Only the first problem is named: the others follow from it.
  { abortPipeEarly: true },
);

const API_PATH = /^\/+(api(\/+v3(\/+(oauth(\/+clients)?|register))?)?)?\/*$/;

/** An address for a text that is none is never used, because the checks before it have failed. */
function addressOf(text: string): URL {
  return URL.canParse(text) ? new URL(text) : new URL('https://none.invalid');
}

/** Ids are opaque texts. The API's own examples have shops with the uuid `123123`. */
export const shopUuidSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));

/** Spaces around a pasted token are removed. A header can contain only visible ASCII. */
export const tokenSchema = v.pipe(
  v.string(),
  v.trim(),
  v.check(
    (text) => /^[\x21-\x7e]{1,4096}$/.test(text),
    'must be one word of plain characters, without Bearer before it',
  ),
);

const pathSchema = v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(1_000)));

const secondMs = 1000;

/** The settings that the screens show without changes. Each one is also a field of the view. */
const displayEntries = {
  currency: v.optional(
    v.pipe(
      v.string(),
      v.toUpperCase(),
      v.check((code) => Intl.supportedValuesOf('currency').includes(code), 'must be ISO 4217'),
      v.description('The currency of all amounts. The API does not name one.'),
    ),
    'EUR',
  ),
  accentColor: v.optional(
    v.pipe(
      v.nullable(
        v.pipe(
          v.string(),
          v.check((text) => parseColour(text) !== null, 'must be a colour such as #1b6e53'),
          v.transform((text) => parseColour(text) ?? text),
        ),
      ),
      v.description(
        'The brand colour of the shop, such as `#1b6e53`. [How it is used](branding.md). `null` means the colour of this program.',
      ),
    ),
    null,
  ),
  readerPlace: v.optional(
    v.pipe(
      v.picklist(['below', 'right', 'behind']),
      v.description(
        'Where the card reader is, seen from the screen. The pictures on the screen point there.',
      ),
    ),
    'below',
  ),
  speech: v.optional(
    v.pipe(
      speechPolicySchema,
      v.description(
        'Whether the screen is read aloud: `off` never, `onRequest` when the customer asks, `withHeadphones` by itself while headphones are plugged in and otherwise when the customer asks. [More](accessibility.md).',
      ),
    ),
    'onRequest',
  ),
};
const offlineSchema = v.strictObject({
  enabled: v.optional(
    v.pipe(v.boolean(), v.description('Lets customers pay while Leat cannot be reached.')),
    false,
  ),
  capPerOperationInCents: v.optional(
    v.pipe(positiveCentsSchema, v.description('The largest offline payment.')),
    10_00,
  ),
  capPerContactInCents: v.optional(
    v.pipe(
      positiveCentsSchema,
      v.description('The most that one customer can have unsettled on this terminal.'),
    ),
    20_00,
  ),
  capPerTerminalInCents: v.optional(
    v.pipe(
      positiveCentsSchema,
      v.description('The most that all customers together can have unsettled on this terminal.'),
    ),
    200_00,
  ),
  maxBalanceAgeMs: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.description('An older balance is not used for an offline payment.'),
    ),
    24 * 3_600_000,
  ),
});

/** The settings file. The token is not in it: see secrets.ts. `npm run settings:docs` writes docs/settings.md. */
export const settingsFileSchema = v.pipe(
  v.strictObject({
    version: v.optional(
      v.pipe(
        v.literal(SETTINGS_VERSION),
        v.description('The version of this file. The kiosk writes it; leave it as it is.'),
      ),
      SETTINGS_VERSION,
    ),
    apiUrl: v.optional(apiUrlSchema, 'https://api.piggy.eu'),
    flavour: v.optional(
      v.pipe(
        v.picklist(['clients', 'register']),
        v.description(
          'Which Leat API to use. The older `register` API has no list of transactions and no reversal, so every lost reply is held for staff.',
        ),
      ),
      'clients',
    ),
    shopUuid: v.optional(
      v.pipe(
        v.nullable(shopUuidSchema),
        v.description(
          'The shop that payments are booked in. `KIOSK_SHOP_UUID` overrides it. Without one the kiosk is out of service and lists the shops of the account.',
        ),
      ),
      null,
    ),
    ownShop: v.optional(
      v.pipe(
        v.nullable(v.boolean()),
        v.description(
          'Set this to `true` if no other terminal or program uses this shop, and to `false` if one does. `KIOSK_OWN_SHOP` overrides it. Only in a shop of its own can the kiosk prove whether a payment whose reply was lost is in the ledger. In a shared shop such a payment is held for staff. With `null` the kiosk treats the shop as shared, and asks for the answer in the log and in the staff area.',
        ),
      ),
      null,
    ),
    readTimeoutMs: v.optional(
      v.pipe(durationMsSchema, v.description('How long a request that reads may take.')),
      8 * secondMs,
    ),
    writeTimeoutMs: v.optional(
      v.pipe(durationMsSchema, v.description('How long a request that moves money may take.')),
      10 * secondMs,
    ),
    maximumInCents: v.optional(
      v.pipe(
        v.nullable(positiveCentsSchema),
        v.description('The largest payment. `null` means no limit.'),
      ),
      null,
    ),
    logo: v.optional(
      v.pipe(
        pathSchema,
        v.description(
          'The path of the logo: an SVG, PNG or WebP file of at most 512 kB. [More](branding.md).',
        ),
      ),
      null,
    ),
    pictures: v.optional(
      v.pipe(
        pathSchema,
        v.description(
          'The path of a folder of pictures for the waiting screen: the first eight JPEG, PNG or WebP files, at most 6 MB each. [More](branding.md).',
        ),
      ),
      null,
    ),
    ...displayEntries,
    minorDigits: v.optional(
      v.pipe(
        v.nullable(minorDigitsSchema),
        v.description(
          'How many decimals the amounts of the API have in this currency: with 2, the amount `500` is 5.00; with 0 it is 500; with 3 it is 0.500. `null` means 2, and is refused for a currency that is not written with two decimals, such as `JPY` or `KWD`: the API does not say what its cents are there. Ask Leat, or compare a balance.',
        ),
      ),
      null,
    ),
    screen: v.optional(
      v.pipe(
        physicalScreenSchema,
        v.description(
          'The physical size of the screen. It decides how many pixels tall the large text is. [More](accessibility.md).',
        ),
      ),
      { pixelsPerMm: null, diagonalInches: null },
    ),
    ...sessionEntries,
    offline: v.optional(
      v.pipe(offlineSchema, v.description('What customers can do while Leat cannot be reached.')),
      {},
    ),
    journalMonths: v.optional(
      v.pipe(
        v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(120))),
        v.description(
          'So many whole months of operations stay in the journal, besides the present one. Older months move to archive files beside it, once they are settled and were compared with Leat. [More](journal.md#archives). `null` keeps everything in the journal.',
        ),
      ),
      1,
    ),
    printer: v.optional(
      v.pipe(
        printerSchema,
        v.description('The receipt printer. [More](receipts.md). `null` means no printer.'),
      ),
      null,
    ),
    readers: v.optional(
      v.pipe(
        readersSchema,
        v.description(
          'The readers. The first entry that fits a device is used. [More](readers.md).',
        ),
      ),
      DEFAULT_READERS,
    ),
    wedge: v.optional(
      v.pipe(wedgeSchema, v.description('Scanners that type like a keyboard. [More](readers.md).')),
      {},
    ),
    staffPin: v.optional(
      v.pipe(
        v.nullable(v.pipe(v.string(), v.regex(/^scrypt\$[0-9a-f]{32}\$[0-9a-f]{64}$/))),
        v.description(
          'The hash of the PIN of the staff. `npm run pin` writes it. With `null` the staff area cannot be opened.',
        ),
      ),
      null,
    ),
    identifier: v.optional(
      v.pipe(
        rulesSchema,
        v.description(
          'How a scan becomes the identifier of a card. The rules are applied in the order of this table. [More](readers.md#from-a-code-to-an-identifier).',
        ),
      ),
      {},
    ),
    sessionTokenPattern: v.optional(
      v.pipe(
        v.nullable(patternSchema),
        v.description(
          'Scans that match are one-time codes, not cards. Only for the `clients` flavour. [More](readers.md#one-time-codes).',
        ),
      ),
      null,
    ),
  }),
  v.forward(
    v.check(
      ({ flavour, sessionTokenPattern }) => sessionTokenPattern === null || flavour === 'clients',
      'only the clients flavour has contact session tokens',
    ),
    ['sessionTokenPattern'],
  ),
  v.forward(
    v.check(
      ({ currency, minorDigits }) => minorDigits !== null || digitsOf(currency) === 2,
      'is not written with two decimals, and the API does not say what its cents are then; set minorDigits',
    ),
    ['currency'],
  ),
  v.forward(
    v.check(
      ({ language, languages }) => languages.includes(language),
      'must be one of the languages',
    ),
    ['language'],
  ),
);

export type SettingsFileContent = v.InferOutput<typeof settingsFileSchema>;

export const DEFAULT_SETTINGS: SettingsFileContent = v.parse(settingsFileSchema, {});

/**
 * The settings that only decide how the kiosk looks and sounds. If one of them is wrong, the kiosk uses its default and
 * tells staff, because a colour must not stop payments.
 */
export const COSMETIC_SETTINGS: ReadonlySet<string> = new Set([
  'accentColor',
  'readerPlace',
  'speech',
  'logo',
  'pictures',
  'screen',
  'volume',
] satisfies (keyof SettingsFileContent)[]);

/** The decimals of the currency's amounts. */
export function minorDigitsOf({
  minorDigits,
}: Pick<SettingsFileContent, 'minorDigits'>): MinorDigits {
  return minorDigits ?? 2;
}

/** How many decimals the currency is written with. */
function digitsOf(currency: string): number | undefined {
  // The check of the currency itself has refused any other text.
  if (!/^[A-Z]{3}$/.test(currency)) return 2;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits;
}

const displaySchema = v.object(displayEntries);

export function displaySettingsOf(
  settings: SettingsFileContent,
): Pick<View, keyof v.InferOutput<typeof displaySchema>> {
  return v.parse(displaySchema, settings);
}

/** The settings of a running kiosk: the file, the overrides from the environment, and the token. */
export interface Settings extends SettingsFileContent {
  /** Null if none is configured. Never log it. */
  token: string | null;
}
