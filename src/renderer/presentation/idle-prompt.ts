/** What the waiting screen asks for: the gesture, where to make it, and whether a code is read, or nothing else. */
import type { View } from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';

type Words = () => string;

interface Invitation {
  gesture: Words;
  /** Where the reader is, and then what it reads besides a chip. */
  hints: readonly Words[];
}

const PLACES: Record<View['readerPlace'], { gesture: Words; hint: Words }> = {
  below: { gesture: m.idle_below, hint: m.idle_below_hint },
  right: { gesture: m.idle_right, hint: m.idle_right_hint },
  behind: { gesture: m.idle_behind, hint: m.idle_behind_hint },
};

const CODES: Record<View['gesture'], readonly Words[]> = {
  tap: [],
  scan: [m.idle_code_only],
  either: [m.idle_code_too],
};

export function idlePromptOf({
  readerPlace,
  gesture: wanted,
}: Pick<View, 'readerPlace' | 'gesture'>): Invitation {
  const { gesture, hint } = PLACES[readerPlace];
  return { gesture, hints: [hint, ...CODES[wanted]] };
}
