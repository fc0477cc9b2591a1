/**
 * Finds the settings for a scanner that types, from several presentations of each of two or more cards. Pure: runs the wedge on the
 * recorded keys. If several settings are possible, staff choose the one that gives the registered number.
 */
import * as v from 'valibot';
import { KEYBOARD_LAYOUTS, type KeyboardLayout } from '../../../wedge/keyboard-layouts.ts';
import { WEDGE_START } from '../../../wedge/burst.ts';
import type { WedgeResult } from '../../../wedge/burst-end.ts';
import { flush, step } from '../../../wedge/wedge.ts';
import { WEDGE_CONFIG, WEDGE_DEFAULTS, type WedgeSettings } from '../../../wedge/config.ts';
import type { WedgeKey, WedgeLayout } from '../../../wedge/key.ts';
import type { KnownCards } from '../card-number.ts';
import { splitAim } from '../decode/aim.ts';
import { normalise } from '../normalise.ts';
import { NO_RULES } from '../rules.ts';
import { entryOfTyped, type CodeForm, type TypedRules } from '../typed-rules.ts';
import { wedgeSchema, type TypedSettings } from '../wedge-settings.ts';
import { formsOf, mayLackZeros, type Writing } from './number-forms.ts';
import { hasAimIdentifier, isAddress, prefixesOf } from './prefixes.ts';
import { explainsSigns } from './sign-layouts.ts';

/** One scan of a scanner that types. */
export interface Typed {
  /** The code by the present settings. Null if it was refused. */
  text: string | null;
  /** The keys of the scan. Empty if the record is not complete: there were too many keys, or the first may be missing. */
  keys: readonly WedgeKey[];
}

export interface KeysChoice {
  settings: TypedSettings;
  /** The form to which the numbers are converted. Null: as they were typed. */
  writing: Writing | null;
  /** The code of each card by these settings. */
  first: string;
  second: string;
}

export type KeysProblem =
  | 'sameNumber'
  | 'changes'
  | 'unreadable'
  /** The kiosk refuses such a number: phones make it up, or it is a part of a longer one. */
  | 'refusedNumber';

export type TaughtKeys =
  /** The present settings already read both cards. */
  | { kind: 'works'; first: string; second: string }
  | {
      kind: 'profile';
      choices: readonly [KeysChoice, ...KeysChoice[]];
      /** False if a further card may show whether the reader fills its numbers with zeros. */
      isDecided: boolean;
    }
  | { kind: 'refused'; why: KeysProblem };

/** For each card, at least two: what was typed at each presentation. */
export type TypedCards = readonly (readonly Typed[])[];

/** Nobody compares more. */
const CHOICES_MAX = 12;

export function teachKeys(cards: TypedCards, present: TypedSettings): TaughtKeys {
  const plain = readAll(cards, WEDGE_DEFAULTS);
  const readableBy = (layout: KeyboardLayout): boolean =>
    readAll(cards, { ...WEDGE_DEFAULTS, layout }).kind === 'codes';
  const proven = [...provenLayouts(cards), ...addressLayouts(cards, plain)];
  const found = proven.length > 0 ? proven : signLayouts(cards, plain);
  const layouts = [...new Set(found)].filter(readableBy);
  const readable: WedgeLayout[] = plain.kind === 'codes' ? [...layouts, 'asTyped'] : layouts;
  if (readable.length === 0) return refused(plain.kind === 'codes' ? 'unreadable' : plain.kind);
  const suffix = suffixOf(cards, readable[0] ?? 'asTyped');
  const asTyped = distinct(
    readable.flatMap((layout) =>
      // The code as typed, without another layout, may be the registered number. So no prefix is cut off from it.
      readingsOf(cards, { layout, suffix, isWhole: layout === 'asTyped' && layouts.length > 0 }),
    ),
  ).map((reading) => withRules(reading, present));
  const choices = distinct([...asTyped, ...asTyped.flatMap(convertedFrom)]).slice(0, CHOICES_MAX);
  const [one, ...others] = choices.filter(isAccepted);
  if (one === undefined) return refused(choices.length === 0 ? 'unreadable' : 'refusedNumber');
  if (others.length === 0 && isAlreadySetUp(present, cards, one)) {
    const { first, second } = shown(one);
    return { kind: 'works', first, second };
  }
  const isDecided = !asTyped.some(({ codes }) => mayLackZeros(codes));
  return { kind: 'profile', choices: [shown(one), ...others.map(shown)], isDecided };
}

/** The text that the staff screen shows for a scan. */
export function typedText({ text, keys }: Typed): string {
  const written = keys.map(({ key }) => key).filter((key) => /^.$/su.test(key));
  return text ?? written.join('');
}

/** Whether the present settings give the same codes and leave nothing to set up. */
function isAlreadySetUp(present: TypedSettings, cards: TypedCards, choice: Choice): boolean {
  const isSetUp = (['layout', 'prefix', 'suffix'] as const).every(
    (field) =>
      choice.settings[field] === present[field] || choice.settings[field] === WEDGE_DEFAULTS[field],
  );
  const read = readAll(cards, present);
  if (choice.settings.codes !== present.codes) return false;
  return isSetUp && read.kind === 'codes' && read.codes.join('\n') === choice.codes.join('\n');
}

type ReadCards = { kind: 'codes'; codes: readonly string[] } | { kind: KeysProblem };

/** The codes of all cards by these settings. */
function readAll(cards: TypedCards, settings: WedgeSettings): ReadCards {
  const all = cards.map((card) => [...new Set(card.map((each) => read(each, settings)))]);
  const codes = all.flat().filter((code) => code !== null);
  const isReadable = all.every((card) => card.length > 0 && !card.includes(null));
  if (!isReadable) return { kind: 'unreadable' };
  if (all.some((card) => card.length > 1)) return { kind: 'changes' };
  return new Set(codes).size < codes.length ? { kind: 'sameNumber' } : { kind: 'codes', codes };
}

const LONG_MS = 60_000;

/** Null if the keys are not exactly one complete scan. */
function read({ keys }: Typed, settings: WedgeSettings): string | null {
  const config = { ...WEDGE_CONFIG, ...settings };
  let state = WEDGE_START;
  const results: WedgeResult[] = [];
  for (const key of keys) {
    const result = step(state, key, config);
    state = result.state;
    results.push(result);
  }
  results.push(flush(state, (keys.at(-1)?.atMs ?? 0) + LONG_MS, config));
  const isClean = results.every(({ isRefused, typed }) => !isRefused && typed.length === 0);
  const [scan, ...others] = results.flatMap((result) => result.scan ?? []);
  return isClean && others.length === 0 ? (scan ?? null) : null;
}

function suffixOf(cards: TypedCards, layout: WedgeLayout): WedgeSettings['suffix'] {
  const always = (['enter', 'tab'] as const).find(
    (suffix) => readAll(cards, { ...WEDGE_DEFAULTS, layout, suffix }).kind === 'codes',
  );
  return always ?? 'any';
}

/** A reading of the keys, before any rule for the codes. */
interface Reading {
  settings: WedgeSettings;
  /** One for each card. */
  codes: readonly string[];
}

interface Choice extends Reading {
  settings: TypedSettings;
  writing: Writing | null;
}

function shown({ settings, writing, codes }: Choice): KeysChoice {
  const [first = '', second = ''] = codes;
  return { settings, writing, first, second };
}

/** With the present rules of the codes. If one is for these codes, it must not change what staff choose. */
function withRules(reading: Reading, { codes: present }: TypedSettings): Choice {
  const { codes } = reading;
  const hasRules = codes.some((code) => entryOfTyped(code, present) !== null);
  const identifier = { ...NO_RULES, ...knownCards(codes, present) };
  const own = hasRules ? [{ ...formOfCodes(codes), identifier }] : [];
  return choiceWith(reading, { added: own, present, writing: null });
}

/** The same numbers in each other form in which they may be registered. */
function convertedFrom(choice: Choice): Choice[] {
  const present = choice.settings.codes;
  return formsOf(choice.codes, knownCards(choice.codes, present)).flatMap(
    ({ writing, entries, numbers }) => {
      const added = choiceWith(choice, { added: entries, present, writing });
      return v.is(wedgeSchema, added.settings) ? [{ ...added, codes: numbers }] : [];
    },
  );
}

/** What the owner says about these cards. No lesson can find it out. */
function knownCards(read: readonly string[], entries: readonly TypedRules[]): KnownCards {
  const rules = read.map((code) => entryOfTyped(code, entries)?.identifier);
  return { hasFixedNumbers: rules.every((each) => each?.hasFixedNumbers === true) };
}

/** Puts the new rules first, because the first that fit are used. Removes earlier ones for the same codes. */
function choiceWith(
  reading: Reading,
  parts: { added: readonly TypedRules[]; present: TypedSettings['codes']; writing: Writing | null },
): Choice {
  const { added, present, writing } = parts;
  const isReplaced = (entry: TypedRules): boolean => added.some((each) => isSameForm(each, entry));
  const kept = present.filter((entry) => !isReplaced(entry));
  const codes = added.length === 0 ? present : [...added, ...kept];
  return { ...reading, settings: { ...reading.settings, codes }, writing };
}

/** Whether the kiosk will look up the numbers, and not take them for random ones or for parts of numbers. */
function isAccepted({ settings, codes }: Choice): boolean {
  const { prefix } = settings;
  const isBarcode = prefix !== null && hasAimIdentifier(prefix);
  return codes.every((code) => {
    const { aim, text } = splitAim(code);
    const rules = entryOfTyped(code, settings.codes)?.identifier ?? NO_RULES;
    return normalise(text, rules, { isNeverRandom: isBarcode || aim !== null }).kind === 'value';
  });
}

function isSameForm(one: CodeForm, other: CodeForm): boolean {
  const fields = ['beginsWith', 'lengthMin', 'lengthMax', 'alphabet'] as const;
  return fields.every((field) => one[field] === other[field]);
}

function formOfCodes(codes: readonly string[]): CodeForm {
  const lengths = codes.map(({ length }) => length);
  const alphabet = codes.every((code) => /^[0-9]+$/.test(code)) ? 'digits' : 'any';
  const [lengthMin, lengthMax] = [Math.min(...lengths), Math.max(...lengths)];
  return { beginsWith: null, lengthMin, lengthMax, alphabet };
}

interface Candidate extends Pick<WedgeSettings, 'layout' | 'suffix'> {
  /** Do not offer to cut off a prefix. */
  isWhole: boolean;
}

/** One reading without a prefix, and one for each prefix that all codes have and that may not belong to the number. */
function readingsOf(cards: TypedCards, { layout, suffix, isWhole }: Candidate): Reading[] {
  const whole = { layout, suffix, prefix: null };
  const uncut = readAll(cards, whole);
  if (uncut.kind !== 'codes') return [];
  const prefixes = isWhole ? [null] : prefixesOf(uncut.codes);
  return prefixes.flatMap((prefix): Reading[] => {
    const settings = { ...whole, prefix };
    const cut = v.is(wedgeSchema, settings) ? readAll(cards, settings) : null;
    if (cut?.kind !== 'codes') return [];
    // An identifier never begins with a control character.
    const isUsable = cut.codes.every((code) => !/^(\p{Cc}|$)/u.test(code));
    return isUsable ? [{ settings, codes: cut.codes }] : [];
  });
}

/** Keeps the first one of all that give the same numbers. */
function distinct<Each extends Reading>(all: readonly Each[]): Each[] {
  const numbers = all.map(({ codes }) => codes.join('\n'));
  return all.filter((_, at) => numbers.indexOf(numbers[at] ?? '') === at);
}

/** At least this many digits of each card must be on the wrong keys to prove another layout. */
const PROOF_MIN = 4;

/**
 * Proves that the scanner has another layout than this machine: it never types a digit, but at least four keys of each
 * code are in the digit row. All have Shift or all have none, as only the digits of another layout do.
 */
function provenLayouts(cards: TypedCards): KeyboardLayout[] {
  const codes = cards.flat().map(({ keys }) => keys);
  const isLocked = codes.flat().some(isFrench);
  const isDigit = codes
    .flat()
    .some((key) => /^[0-9]$/.test(key.key) && !(isLocked && key.capsLock && isOfDigitRow(key)));
  const rows = codes.map((keys) => keys.filter(isOfDigitRow));
  const isEnough = rows.every((row) => row.length >= PROOF_MIN);
  const shifts = new Set(rows.flat().map(({ shift }) => shift));
  if (isDigit || !isEnough || shifts.size !== 1) return [];
  // French and Belgian layouts have the digits with Shift, all others without.
  return KEYBOARD_LAYOUTS.filter(
    (layout) => shifts.has(true) === (layout === 'fr' || layout === 'be'),
  );
}

/**
 * Proves another layout by what it gives: all codes are web addresses, and as typed they are not. No other text begins
 * so by chance.
 */
function addressLayouts(cards: TypedCards, plain: ReadCards): KeyboardLayout[] {
  const areAddresses = (read: ReadCards): boolean =>
    read.kind === 'codes' && read.codes.every(isAddress);
  if (areAddresses(plain)) return [];
  return KEYBOARD_LAYOUTS.filter((layout) =>
    areAddresses(readAll(cards, { ...WEDGE_DEFAULTS, layout })),
  );
}

/** The layouts that explain odd signs in all codes. */
function signLayouts(cards: TypedCards, plain: ReadCards): KeyboardLayout[] {
  if (plain.kind !== 'codes' && plain.kind !== 'unreadable') return [];
  const asTyped = plain.kind === 'codes' ? plain.codes : null;
  return KEYBOARD_LAYOUTS.filter((layout) => {
    const read = readAll(cards, { ...WEDGE_DEFAULTS, layout });
    return read.kind === 'codes' && explainsSigns(layout, { asTyped, byLayout: read.codes });
  });
}

/** Whether this machine has a French keyboard. There, Caps Lock types the digits without Shift on Windows. */
function isFrench({ code, key }: WedgeKey): boolean {
  return FRENCH_PLACES[code] === key.toLowerCase();
}

const FRENCH_PLACES: Readonly<Partial<Record<string, string>>> = {
  ...{ KeyA: 'q', KeyQ: 'a', KeyW: 'z', KeyZ: 'w', Semicolon: 'm' },
};

function isOfDigitRow({ code, ctrl, alt, altGraph, meta }: WedgeKey): boolean {
  return /^Digit[0-9]$/.test(code) && !ctrl && !alt && !altGraph && !meta;
}

function refused(why: KeysProblem): TaughtKeys {
  return { kind: 'refused', why };
}
