/**
 * Finds out how a scanner that types is to be read, from three presentations of each of two cards. Pure: it asks the wedge
 * itself what it would make of the keys. What two cards cannot prove is a choice, by the number that is registered.
 */
import * as v from 'valibot';
import { KEYBOARD_LAYOUTS, type KeyboardLayout } from '../../../wedge/keyboard-layouts.ts';
import { flush, step, type WedgeResult } from '../../../wedge/wedge.ts';
import { WEDGE_START } from '../../../wedge/burst.ts';
import { WEDGE_CONFIG, WEDGE_DEFAULTS, type WedgeSettings } from '../../../wedge/config.ts';
import type { WedgeKey, WedgeLayout } from '../../../wedge/key.ts';
import { isAim } from '../decode/aim.ts';
import { wedgeSchema } from '../wedge-settings.ts';

/** What a scanner typed. */
export interface Typed {
  /** As the kiosk is set up to read it; null where it cannot be taken. */
  text: string | null;
  /** None where they are not all there: they were too many, or the first may be missing. */
  keys: readonly WedgeKey[];
}

export interface KeysChoice {
  settings: WedgeSettings;
  /** What the code of each card would be. */
  first: string;
  second: string;
}

export type KeysProblem = 'sameNumber' | 'changes' | 'unreadable';

export type TaughtKeys =
  /** By the settings as they are: nothing is to be set up. */
  | { kind: 'works'; first: string; second: string }
  | { kind: 'profile'; choices: readonly [KeysChoice, ...KeysChoice[]] }
  | { kind: 'refused'; why: KeysProblem };

export interface TypedCards {
  first: readonly Typed[];
  second: readonly Typed[];
}

const AIM_LENGTH = 3;
/** More than a screen shows at once would help nobody. */
const CHOICES_MAX = 6;

export function teachKeys(cards: TypedCards, present: WedgeSettings): TaughtKeys {
  const plain = readBoth(cards, WEDGE_DEFAULTS);
  const layouts = provenLayouts(cards).filter(
    (layout) => readBoth(cards, { ...WEDGE_DEFAULTS, layout }).kind === 'pair',
  );
  const readable: WedgeLayout[] = plain.kind === 'pair' ? [...layouts, 'asTyped'] : layouts;
  if (readable.length === 0) return refused(plain.kind === 'pair' ? 'unreadable' : plain.kind);
  const suffix = suffixOf(cards, readable[0] ?? 'asTyped');
  const choices = distinct(
    readable.flatMap((layout) =>
      // How the code looks to this machine is what may be registered, but then all of it is.
      choicesOf(cards, { layout, suffix, isWhole: layout === 'asTyped' && layouts.length > 0 }),
    ),
  ).slice(0, CHOICES_MAX);
  const [one, ...others] = choices;
  if (one === undefined) return refused('unreadable');
  const { first, second } = one;
  return others.length === 0 && isReadBy(present, cards, one)
    ? { kind: 'works', first, second }
    : { kind: 'profile', choices: [one, ...others] };
}

/** What a scanner says of the kind of a code, and no part of it. */
export function tellsKind(prefix: string): boolean {
  return isAim(prefix.slice(0, AIM_LENGTH));
}

/** For whoever looks at what comes in. */
export function typedText({ text, keys }: Typed): string {
  const written = keys.map(({ key }) => key).filter((key) => /^.$/su.test(key));
  return text ?? written.join('');
}

/** Whether there is nothing left to set up. */
function isReadBy(present: WedgeSettings, cards: TypedCards, choice: KeysChoice): boolean {
  const isSetUp = (['layout', 'prefix', 'suffix'] as const).every(
    (field) =>
      choice.settings[field] === present[field] || choice.settings[field] === WEDGE_DEFAULTS[field],
  );
  const read = readBoth(cards, present);
  return isSetUp && read.kind === 'pair' && read.first === choice.first;
}

type Read = { kind: 'pair'; first: string; second: string } | { kind: KeysProblem };

/** What both cards give by these settings. */
function readBoth({ first, second }: TypedCards, settings: WedgeSettings): Read {
  const [firsts, seconds] = [first, second].map((card) => card.map((each) => read(each, settings)));
  const all = [...(firsts ?? []), ...(seconds ?? [])];
  const [[one], [two]] = [[...new Set(firsts)], [...new Set(seconds)]];
  if (one === undefined || two === undefined) return { kind: 'unreadable' };
  if (one === null || two === null || all.includes(null)) return { kind: 'unreadable' };
  if (new Set(firsts).size > 1 || new Set(seconds).size > 1) return { kind: 'changes' };
  return one === two ? { kind: 'sameNumber' } : { kind: 'pair', first: one, second: two };
}

const LONG_MS = 60_000;

/** Null for what is not one whole scan. */
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

interface Way extends Pick<WedgeSettings, 'layout' | 'suffix'> {
  isWhole: boolean;
}

/** With each beginning cut off that both codes have and that may be no part of the number, and with none. */
function choicesOf(cards: TypedCards, { layout, suffix, isWhole }: Way): KeysChoice[] {
  const whole = { layout, suffix, prefix: null };
  const uncut = readBoth(cards, whole);
  if (uncut.kind !== 'pair') return [];
  const prefixes = isWhole ? [] : beginningsOf(uncut.first, uncut.second);
  return [...prefixes, null].flatMap((prefix): KeysChoice[] => {
    const settings = { ...whole, prefix };
    const cut = v.is(wedgeSchema, settings) ? readBoth(cards, settings) : null;
    if (cut?.kind !== 'pair') return [];
    const { first, second } = cut;
    // No identifier begins with a control character.
    const isUsable = [first, second].every((code) => !/^(\p{Cc}|$)/u.test(code));
    return isUsable ? [{ settings, first, second }] : [];
  });
}

/** The kind of code, then signs, then all up to the first digit: what somebody may have set the scanner to send before. */
function beginningsOf(first: string, second: string): string[] {
  const shared = sharedOf(first, second);
  const aim = isAim(shared.slice(0, AIM_LENGTH)) ? shared.slice(0, AIM_LENGTH) : '';
  // Of two kinds, what they share says nothing.
  if (aim === '' && [first, second].some((code) => isAim(code.slice(0, AIM_LENGTH)))) return [];
  const rest = shared.slice(aim.length);
  const found = [
    aim,
    aim + (/^[^\p{L}\p{N}]+/u.exec(rest)?.[0] ?? ''),
    aim + (/^\D+/.exec(rest)?.[0] ?? ''),
  ];
  return [...new Set(found)].filter((beginning) => beginning !== '');
}

function sharedOf(first: string, second: string): string {
  const end = Array.from(first).findIndex((character, at) => character !== second[at]);
  return end === -1 ? first : first.slice(0, end);
}

/** The first of each pair of numbers. */
function distinct(choices: readonly KeysChoice[]): KeysChoice[] {
  const isSame = (one: KeysChoice, other: KeysChoice): boolean =>
    one.first === other.first && one.second === other.second;
  return choices.filter((choice, at) => choices.findIndex((other) => isSame(choice, other)) === at);
}

/** Digits of each card that have to stand at the wrong place before another layout is believed. */
const PROOF_MIN = 4;

/**
 * The scanner is proven to be set to another layout than this machine where it never types a digit, and at least four keys
 * of each code are those of the digits, all of them with Shift or all without, as only the digits of another layout are.
 */
function provenLayouts({ first, second }: TypedCards): KeyboardLayout[] {
  const codes = [...first, ...second].map(({ keys }) => keys);
  const isDigit = codes.flat().some(({ key }) => /^[0-9]$/.test(key));
  const rows = codes.map((keys) => keys.filter(isOfDigitRow));
  const isEnough = rows.every((row) => row.length >= PROOF_MIN);
  const shifts = new Set(rows.flat().map(({ shift }) => shift));
  if (isDigit || !isEnough || shifts.size !== 1) return [];
  // The French and the Belgian layout have the digits above, the others below.
  return KEYBOARD_LAYOUTS.filter(
    (layout) => shifts.has(true) === (layout === 'fr' || layout === 'be'),
  );
}

function isOfDigitRow({ code, ctrl, alt, altGraph, meta }: WedgeKey): boolean {
  return /^Digit[0-9]$/.test(code) && !ctrl && !alt && !altGraph && !meta;
}

function refused(why: KeysProblem): TaughtKeys {
  return { kind: 'refused', why };
}
