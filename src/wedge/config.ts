/** The values that distinguish a scanner from a person: the owner's settings and measured times. Pure data. */
import type { WedgeLayout } from './key.ts';

/** The values that the owner can set. */
export interface WedgeSettings {
  layout: WedgeLayout;
  /** Every scan begins with this text, which is cut off. A scan without it is refused. Null for no prefix. */
  prefix: string | null;
  /** The key that ends every scan. `any`: Enter, Tab or a pause. */
  suffix: 'any' | 'enter' | 'tab';
}

export interface WedgeConfig extends WedgeSettings {
  /** A longer gap between two keys means a person. Slow scanners leave 80 to 100 ms. */
  interKeyMs: number;
  /** The pause that ends a scan without a suffix. */
  pauseMs: number;
  /** How long Enter or space waits before it presses a button: a code may begin with it. */
  pressMs: number;
  /** If a key follows within this time, a pause has not ended the scan: it is refused. */
  settleMs: number;
  /** The same while no scanner of this kiosk is known to end scans with a pause. */
  firstSettleMs: number;
  /** For this long after a scan, Enter and Tab belong to its suffix (CR+LF comes as two keys). */
  suffixGraceMs: number;
  /** The shortest quick scan. */
  lengthMin: number;
  /**
   * The shortest scan whose keys come as slowly as a person's. A person who types an amount pauses before so many keys,
   * and no amount has so many digits.
   */
  slowLengthMin: number;
  lengthMax: number;
}

export const WEDGE_DEFAULTS: WedgeSettings = { layout: 'asTyped', prefix: null, suffix: 'any' };

/** The same on a question. It is longer than the gaps of slow scanners, because the press may move money. */
export const QUESTION_PRESS_MS = 600;

export const WEDGE_CONFIG: WedgeConfig = {
  ...WEDGE_DEFAULTS,
  interKeyMs: 120,
  pauseMs: 250,
  pressMs: 250,
  settleMs: 600,
  firstSettleMs: 1_500,
  suffixGraceMs: 500,
  lengthMin: 4,
  slowLengthMin: 8,
  lengthMax: 512,
};
