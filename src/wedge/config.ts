/** What tells a scanner from a person: the owner's settings, and figures that were measured. Pure data. */
import type { WedgeLayout } from './key.ts';

/** What the owner can say of the scanners. */
export interface WedgeSettings {
  layout: WedgeLayout;
  /** What every scan begins with, which is cut off; null for nothing. Then what begins otherwise is no scan. */
  prefix: string | null;
  /** The one key that ends every scan. `any`: Enter, Tab or the quiet after it. */
  suffix: 'any' | 'enter' | 'tab';
}

export interface WedgeConfig extends WedgeSettings {
  /** Two keys further apart than this are a person's; slow scanners send 80 to 100 ms per key. */
  interKeyMs: number;
  /** The quiet that ends a scan that has no suffix. */
  pauseMs: number;
  /** For this long after a scan, Enter and Tab are the rest of its suffix (CR+LF comes as two keys). */
  suffixGraceMs: number;
  lengthMin: number;
  /**
   * Of a scan whose keys come as slowly as a person's may. A person who types an amount pauses before
   * so many keys, and no amount has so many digits.
   */
  slowLengthMin: number;
  lengthMax: number;
}

export const WEDGE_DEFAULTS: WedgeSettings = { layout: 'asTyped', prefix: null, suffix: 'any' };

export const WEDGE_CONFIG: WedgeConfig = {
  ...WEDGE_DEFAULTS,
  interKeyMs: 120,
  pauseMs: 250,
  suffixGraceMs: 500,
  lengthMin: 4,
  slowLengthMin: 8,
  lengthMax: 512,
};
