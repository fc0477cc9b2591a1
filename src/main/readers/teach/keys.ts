/**
 * Finds the settings for a scanner that types, from three presentations of each of two cards. Pure: runs the wedge on the
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
import { formsOf, type Writing } from './number-forms.ts';
import { hasAimIdentifier, isAddress, prefixesOf } from './prefixes.ts';

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
  | { kind: 'profile'; choices: readonly [KeysChoice, ...KeysChoice[]] }
  | { kind: 'refused'; why: KeysProblem };

export interface TypedCards {
  first: readonly Typed[];
  second: readonly Typed[];
}

/** Nobody compares more. */
const CHOICES_MAX = 12;

export function teachKeys(cards: TypedCards, present: TypedSettings): TaughtKeys {
  const plain = readBoth(cards, WEDGE_DEFAULTS);
  const readableBy = (layout: KeyboardLayout): boolean =>
    readBoth(cards, { ...WEDGE_DEFAULTS, layout }).kind === 'pair';
  const layouts = [...new Set([...provenLayouts(cards), ...addressLayouts(cards, plain)])].filter(
    readableBy,
  );
  const readable: WedgeLayout[] = plain.kind === 'pair' ? [...layouts, 'asTyped'] : layouts;
  if (readable.length === 0) return refused(plain.kind === 'pair' ? 'unreadable' : plain.kind);
  const suffix = suffixOf(cards, readable[0] ?? 'asTyped');
  const asTyped = distinct(
    readable.flatMap((layout) =>
      // The code as typed, without another layout, may be the registered number. So no prefix is cut off from it.
      choicesOf(cards, { layout, suffix, isWhole: layout === 'asTyped' && layouts.length > 0 }),
    ),
  ).map((choice) => withRules(choice, present));
  const choices = distinct([...asTyped, ...asTyped.flatMap(convertedFrom)]).slice(0, CHOICES_MAX);
  const [one, ...others] = choices.filter(isAccepted);
  if (one === undefined) return refused(choices.length === 0 ? 'unreadable' : 'refusedNumber');
  const { first, second } = one;
  return others.length === 0 && isAlreadySetUp(present, cards, one)
    ? { kind: 'works', first, second }
    : { kind: 'profile', choices: [one, ...others] };
}

/** The text that the staff screen shows for a scan. */
export function typedText({ text, keys }: Typed): string {
  const written = keys.map(({ key }) => key).filter((key) => /^.$/su.test(key));
  return text ?? written.join('');
}

/** Whether the present settings give the same codes and leave nothing to set up. */
function isAlreadySetUp(present: TypedSettings, cards: TypedCards, choice: KeysChoice): boolean {
  const isSetUp = (['layout', 'prefix', 'suffix'] as const).every(
    (field) =>
      choice.settings[field] === present[field] || choice.settings[field] === WEDGE_DEFAULTS[field],
  );
  const read = readBoth(cards, present);
  if (choice.settings.codes !== present.codes) return false;
  return isSetUp && read.kind === 'pair' && read.first === choice.first;
}

type PairResult = { kind: 'pair'; first: string; second: string } | { kind: KeysProblem };

/** The codes of both cards by these settings. */
function readBoth({ first, second }: TypedCards, settings: WedgeSettings): PairResult {
  const [firsts, seconds] = [first, second].map((card) => card.map((each) => read(each, settings)));
  const all = [...(firsts ?? []), ...(seconds ?? [])];
  const [[one], [two]] = [[...new Set(firsts)], [...new Set(seconds)]];
  if (one === undefined || two === undefined) return { kind: 'unreadable' };
  if (one === null || two === null || all.includes(null)) return { kind: 'unreadable' };
  if (new Set(firsts).size > 1 || new Set(seconds).size > 1) return { kind: 'changes' };
  return one === two ? { kind: 'sameNumber' } : { kind: 'pair', first: one, second: two };
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
    (suffix) => readBoth(cards, { ...WEDGE_DEFAULTS, layout, suffix }).kind === 'pair',
  );
  return always ?? 'any';
}

/** A reading of the keys, before any rule for the codes. */
interface Reading {
  settings: WedgeSettings;
  first: string;
  second: string;
}

/** With the present rules of the codes. If one is for these codes, it must not change what staff choose. */
function withRules(reading: Reading, { codes }: TypedSettings): KeysChoice {
  const { first, second } = reading;
  const read = [first, second];
  const hasRules = read.some((code) => entryOfTyped(code, codes) !== null);
  const identifier = { ...NO_RULES, ...knownCards(read, codes) };
  const own = hasRules ? [{ ...formOfCodes(read), identifier }] : [];
  return choiceWith(reading, { added: own, present: codes, writing: null });
}

/** The same numbers in each other form in which they may be registered. */
function convertedFrom(choice: KeysChoice): KeysChoice[] {
  const { codes } = choice.settings;
  const read = [choice.first, choice.second];
  return formsOf(read, knownCards(read, codes)).flatMap(({ writing, entries, numbers }) => {
    const [first, second] = numbers;
    if (first === undefined || second === undefined) return [];
    const added = choiceWith(choice, { added: entries, present: codes, writing });
    return v.is(wedgeSchema, added.settings) ? [{ ...added, first, second }] : [];
  });
}

/** What the owner says about these cards. No lesson can find it out. */
function knownCards(read: readonly string[], entries: readonly TypedRules[]): KnownCards {
  const rules = read.map((code) => entryOfTyped(code, entries)?.identifier);
  return { hasFixedNumbers: rules.every((each) => each?.hasFixedNumbers === true) };
}

/** Puts the new rules first, because the first that fit are used. Removes earlier ones for the same codes. */
function choiceWith(
  { settings, first, second }: Reading,
  parts: { added: readonly TypedRules[]; present: TypedSettings['codes']; writing: Writing | null },
): KeysChoice {
  const { added, present, writing } = parts;
  const isReplaced = (entry: TypedRules): boolean => added.some((each) => isSameForm(each, entry));
  const kept = present.filter((entry) => !isReplaced(entry));
  const codes = added.length === 0 ? present : [...added, ...kept];
  return { settings: { ...settings, codes }, writing, first, second };
}

/** Whether the kiosk will look up the numbers, and not take them for random ones or for parts of numbers. */
function isAccepted({ settings: { prefix, codes }, first, second }: KeysChoice): boolean {
  const isBarcode = prefix !== null && hasAimIdentifier(prefix);
  return [first, second].every((shown) => {
    const { aim, text } = splitAim(shown);
    const rules = entryOfTyped(shown, codes)?.identifier ?? NO_RULES;
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

/** One choice without a prefix, and one for each prefix that both codes have and that may not belong to the number. */
function choicesOf(cards: TypedCards, { layout, suffix, isWhole }: Candidate): Reading[] {
  const whole = { layout, suffix, prefix: null };
  const uncut = readBoth(cards, whole);
  if (uncut.kind !== 'pair') return [];
  const prefixes = isWhole ? [null] : prefixesOf([uncut.first, uncut.second]);
  return prefixes.flatMap((prefix): Reading[] => {
    const settings = { ...whole, prefix };
    const cut = v.is(wedgeSchema, settings) ? readBoth(cards, settings) : null;
    if (cut?.kind !== 'pair') return [];
    const { first, second } = cut;
    // An identifier never begins with a control character.
    const isUsable = [first, second].every((code) => !/^(\p{Cc}|$)/u.test(code));
    return isUsable ? [{ settings, first, second }] : [];
  });
}

/** Keeps the first choice for each pair of numbers. */
function distinct<Choice extends Reading>(choices: readonly Choice[]): Choice[] {
  const isSame = (one: Choice, other: Choice): boolean =>
    one.first === other.first && one.second === other.second;
  return choices.filter((choice, at) => choices.findIndex((other) => isSame(choice, other)) === at);
}

/** At least this many digits of each card must be on the wrong keys to prove another layout. */
const PROOF_MIN = 4;

/**
 * Proves that the scanner has another layout than this machine: it never types a digit, but at least four keys of each
 * code are in the digit row. All have Shift or all have none, as only the digits of another layout do.
 */
function provenLayouts({ first, second }: TypedCards): KeyboardLayout[] {
  const codes = [...first, ...second].map(({ keys }) => keys);
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
 * Proves another layout by what it gives: both codes are web addresses, and as typed they are not. No other text begins
 * so by chance.
 */
function addressLayouts(cards: TypedCards, plain: PairResult): KeyboardLayout[] {
  const areAddresses = (read: PairResult): boolean =>
    read.kind === 'pair' && [read.first, read.second].every(isAddress);
  if (areAddresses(plain)) return [];
  return KEYBOARD_LAYOUTS.filter((layout) =>
    areAddresses(readBoth(cards, { ...WEDGE_DEFAULTS, layout })),
  );
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
