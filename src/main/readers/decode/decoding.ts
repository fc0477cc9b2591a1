/** What every decoder returns. A code is complete or it is refused; it is never cut or repaired. */
import type { Symbology } from './aim.ts';

/** The text of one scan or one card, as the reader sent it. The owner's rules do not apply yet. */
export interface Code {
  text: string;
  /** The AIM identifier, such as `]E0` (ISO/IEC 15424). Null if the reader sends none. */
  aim: string | null;
  symbology: Symbology | null;
}

/** Why the data of a reader is not a valid code. */
export const FAULTS = [
  /** The rest of the code did not arrive in time. */
  'incomplete',
  /** The driver does not know this layout of bytes. */
  'malformed',
  'tooLong',
  /** A key that has no character in this layout. */
  'unreadableKey',
  /** The card makes up a new number at each touch, as phones do (ISO/IEC 14443-3). */
  'randomUid',
  /** The first half of a longer number: the reader did not read on. */
  'halfNumber',
  /** All bits of the number are equal: there was no card. */
  'blankNumber',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface Decoded<State> {
  state: State;
  code: Code | null;
  fault: Fault | null;
}

/** The longest accepted code, in bytes as read. */
export const CODE_MAX = 512;

/** Data this soon after a refused code counts as its rest. A person needs longer to present another card. */
export const REST_MS = 1_200;

/** A reader that stalls in the middle of a code may go on within this time, if nothing shows that the code has ended. */
export { REST_OF_PART_MS, REST_OF_REFUSED_MS } from '../../../wedge/endings.ts';

export function codeOf(text: string): Code {
  return { text, aim: null, symbology: null };
}

export function faultOf(fault: Fault): Decoded<null> {
  return { state: null, code: null, fault };
}
