/**
 * Every scan, whatever it came by, on its way to the session: the owner's rules, and the same card again.
 * Nothing that a person does is met with silence, and a card that lies on a reader does not chatter.
 */
import type { Notice } from '../../shared/contract.ts';
import { splitAim } from '../readers/decode/aim.ts';
import { normalise, type Normalised } from '../readers/normalise.ts';
import { NOTHING_SEEN, REPEAT_MS, see } from '../readers/repeat-lock.ts';
import type { Rules } from '../readers/rules.ts';
import type { World } from '../world.ts';

import type { OneTimeCodes } from './one-time-codes.ts';

export interface ScanIntakeOptions {
  world: Pick<World, 'monotonicMs'>;
  /** For what comes by no reader with rules of its own. */
  rules: Rules;
  codes: Pick<OneTimeCodes, 'standInFor' | 'presented'>;
  scanned: (value: string) => void;
  announce: (notice: Notice['kind']) => void;
}

export interface ScanIntake {
  /** Gives what became of it. */
  take: (text: string, rules?: Rules) => 'scanned' | 'repeat' | 'refused';
  /** Something was read that is no code. */
  failed: () => void;
}

export function createScanIntake(options: ScanIntakeOptions): ScanIntake {
  const { world, codes, scanned, announce } = options;
  let lock = NOTHING_SEEN;
  const announcedAtMs = new Map<Notice['kind'], number>();

  function say(notice: Notice['kind']): void {
    const nowMs = world.monotonicMs();
    const lastMs = announcedAtMs.get(notice);
    if (lastMs !== undefined && nowMs - lastMs < REPEAT_MS) return;
    announcedAtMs.set(notice, nowMs);
    announce(notice);
  }

  return {
    take(text, rules = options.rules) {
      const read = splitAim(text).text;
      const standIn = codes.standInFor(read);
      const result: Normalised =
        standIn === null ? normalise(read, rules) : { kind: 'value', value: standIn };
      if (result.kind === 'refused') {
        say('scanRefused');
        return 'refused';
      }
      const seen = see(lock, result.value, world.monotonicMs());
      lock = seen.lock;
      if (seen.isRepeat) {
        say('sameCardAgain');
        return 'repeat';
      }
      codes.presented(result.value);
      scanned(result.value);
      return 'scanned';
    },
    failed: () => say('scanRefused'),
  };
}
