/** What every decoder gives. A code is given whole or not at all: never cut, never mended. */
import type { Symbology } from './aim.ts';

/** What was read, before any rule of the owner's. */
export interface Code {
  text: string;
  /** Such as `]E0` (ISO/IEC 15424); null where the reader tells none. */
  aim: string | null;
  symbology: Symbology | null;
}

/** Why something that was read is no code. */
export const FAULTS = [
  /** The rest of it did not come in time. */
  'incomplete',
  /** The bytes are in none of the layouts that this driver knows. */
  'malformed',
  'tooLong',
  /** A key that stands for no character of the layout. */
  'unreadableKey',
  /** The card makes a new number up at each touch, as telephones do (ISO/IEC 14443-3). */
  'randomUid',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface Decoded<State> {
  state: State;
  code: Code | null;
  fault: Fault | null;
}

/** No code is longer than this, in bytes as read. */
export const CODE_MAX = 512;

/** What comes so soon after a code that was given up is taken for the rest of it; then a person shows another. */
export const REST_MS = 1_200;

export function codeOf(text: string): Code {
  return { text, aim: null, symbology: null };
}
