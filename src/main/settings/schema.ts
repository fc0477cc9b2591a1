/**
 * What the owner of a kiosk can set. Every field has a default, so an empty file is a valid one;
 * a field that nobody knows is refused, so that a misspelt limit is never silently without effect.
 */
import * as v from 'valibot';
import {
  LANGUAGES,
  languageSchema,
  physicalScreenSchema,
  speechPolicySchema,
  VOLUME_MAX,
} from '../../shared/contract.ts';
import { printerSchema } from '../printer/settings.ts';
import { patternSchema, rulesSchema } from '../readers/rules.ts';
import { DEFAULT_READERS, readersSchema } from '../readers/settings.ts';
import { wedgeSchema } from '../readers/wedge-settings.ts';
import { centsSchema } from '../../shared/money.ts';

export const SETTINGS_VERSION = 1;

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

/** Without a trailing slash. Plain http only to this machine: the token goes with every request. */
export const apiUrlSchema = v.pipe(
  v.string(),
  v.check((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname, username } = new URL(text);
    const isSafe =
      protocol === 'https:' || (protocol === 'http:' && LOOPBACK_HOSTS.includes(hostname));
    return isSafe && username === '';
  }, 'must be https, or http to this machine'),
  v.transform((text) => text.replace(/\/+$/, '')),
);

/** Ids are opaque texts: the API's own examples have shops whose uuid is `123123`. */
export const shopUuidSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));

/** As pasted, so spaces around it are cut; a header cannot carry anything but visible ASCII. */
export const tokenSchema = v.pipe(v.string(), v.trim(), v.regex(/^[\x21-\x7e]{1,4096}$/));

const amountInCentsSchema = v.pipe(
  centsSchema,
  v.check((amountInCents) => amountInCents > 0, 'must be above 0'),
);

/** What is listed twice is offered once: a screen cannot draw it twice. */
const distinct = <Item>(items: readonly Item[]): Item[] => [...new Set(items)];

const pathSchema = v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(1_000)));

const secondMs = 1000;
const lengthOfTimeSchema = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(secondMs),
  v.maxValue(10 * 60 * secondMs),
);

const offlineSchema = v.strictObject({
  enabled: v.optional(v.boolean(), false),
  capPerOperationInCents: v.optional(amountInCentsSchema, 10_00),
  capPerContactInCents: v.optional(amountInCentsSchema, 20_00),
  capPerTerminalInCents: v.optional(amountInCentsSchema, 200_00),
  maxBalanceAgeMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 24 * 3_600_000),
});

/** The settings file. The token is not in it: see secrets.ts. */
export const settingsFileSchema = v.pipe(
  v.strictObject({
    version: v.optional(v.literal(SETTINGS_VERSION), SETTINGS_VERSION),
    apiUrl: v.optional(apiUrlSchema, 'https://api.piggy.eu'),
    flavour: v.optional(v.picklist(['clients', 'register']), 'clients'),
    shopUuid: v.optional(v.nullable(shopUuidSchema), null),
    /** This terminal has a shop of its own, so every transaction of that shop is this terminal's. */
    ownShop: v.optional(v.boolean(), false),
    currency: v.optional(
      v.pipe(
        v.string(),
        v.check((code) => Intl.supportedValuesOf('currency').includes(code), 'must be ISO 4217'),
      ),
      'EUR',
    ),
    language: v.optional(languageSchema, 'en'),
    languages: v.optional(v.pipe(v.array(languageSchema), v.minLength(1), v.transform(distinct)), [
      ...LANGUAGES,
    ]),
    readTimeoutMs: v.optional(lengthOfTimeSchema, 8 * secondMs),
    writeTimeoutMs: v.optional(lengthOfTimeSchema, 10 * secondMs),
    quickAmountsInCents: v.optional(
      v.pipe(v.array(amountInCentsSchema), v.maxLength(6), v.transform(distinct)),
      [5_00, 10_00, 20_00],
    ),
    /** The most that one spend may be; null for no such limit. */
    maximumInCents: v.optional(v.nullable(amountInCentsSchema), null),
    accentColor: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/))), null),
    /** The shop's logo: an SVG, PNG or WebP file of at most 512 kB. */
    logo: v.optional(pathSchema, null),
    /** A folder of up to eight pictures (JPEG, PNG, WebP; 6 MB each) for the screen that waits. */
    pictures: v.optional(pathSchema, null),
    readerPlace: v.optional(v.picklist(['below', 'right', 'behind']), 'below'),
    /** Decides how many pixels the capitals of the large text are tall; `diagonalInches` where the density is not known. */
    screen: v.optional(physicalScreenSchema, { pixelsPerMm: null, diagonalInches: null }),
    /** Whether what stands on the screen may be read aloud. */
    speech: v.optional(speechPolicySchema, 'onRequest'),
    /** Of speech and sounds, from 0 (silent) to 4; a customer's own choice ends with their session. */
    volume: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(VOLUME_MAX)), 2),
    /** Without a touch for this long, the customer is asked whether they are still there. */
    idleMs: v.optional(lengthOfTimeSchema, 30 * secondMs),
    /** For how long they are asked. */
    warningMs: v.optional(lengthOfTimeSchema, 30 * secondMs),
    /** For how long a result stays on the screen. */
    resultMs: v.optional(lengthOfTimeSchema, 20 * secondMs),
    offline: v.optional(offlineSchema, {}),
    /** Prints receipts; null for none. */
    printer: v.optional(printerSchema, null),
    readers: v.optional(readersSchema, DEFAULT_READERS),
    /** Scanners that type like a keyboard. */
    wedge: v.optional(wedgeSchema, {}),
    /** The hash of the PIN of staff, as `npm run pin` writes it; null: nobody comes into the staff area. */
    staffPin: v.optional(
      v.nullable(v.pipe(v.string(), v.regex(/^scrypt\$[0-9a-f]{32}\$[0-9a-f]{64}$/))),
      null,
    ),
    /** How a code becomes the identifier of a card. */
    identifier: v.optional(rulesSchema, {}),
    /** Which codes are one-time codes of a contact, before any rule; null for none. */
    sessionTokenPattern: v.optional(v.nullable(patternSchema), null),
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
      ({ language, languages }) => languages.includes(language),
      'must be one of the languages',
    ),
    ['language'],
  ),
);

export type SettingsFileContent = v.InferOutput<typeof settingsFileSchema>;

/** What the kiosk runs with: the file, what the environment overrides, and the token. */
export interface Settings extends SettingsFileContent {
  /** Null where none is configured. Never to be logged. */
  token: string | null;
}
