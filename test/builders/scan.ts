/** The keys that a scanner types: one for each character. Control characters are Enter, Tab or Ctrl with a letter. */
import type { Typed } from '../../src/main/readers/teach/keys.ts';
import type { WedgeKey } from '../../src/wedge/key.ts';
import { aKey } from './key.ts';

const GAP_MS = 5;

export function aScan(code: string): Typed {
  return { text: code.trim(), keys: timed(Array.from(code, keyOf)) };
}

/** Builds a scan from keys: the `code` of each, the character that this machine's layout gives, and whether Shift is down. */
export function aScanAt(keys: readonly [code: string, key: string, shift?: boolean][]): Typed {
  return {
    text: null,
    keys: timed(keys.map(([code, key, shift = false]) => aKey({ code, key, shift }))),
  };
}

function timed(keys: readonly WedgeKey[]): WedgeKey[] {
  return keys.map((key, at) => ({ ...key, atMs: 1_000 + at * GAP_MS }));
}

function keyOf(character: string): WedgeKey {
  if (character === '\r') return aKey({ key: 'Enter', code: 'Enter' });
  if (character === '\t') return aKey({ key: 'Tab', code: 'Tab' });
  const number = character.codePointAt(0) ?? 0;
  return number < 0x20
    ? aKey({ key: String.fromCodePoint(number + 0x60), ctrl: true })
    : aKey({ key: character });
}
