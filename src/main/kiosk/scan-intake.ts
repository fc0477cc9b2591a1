/**
 * Every scan, whatever it came by, on its way to the session: the owner's rules, and the same card again.
 * Nothing that a person does is met with silence, a card that lies on a reader does not chatter, and a reader that
 * has gone mad does not talk over whoever is at the screen.
 */
import type { Notice } from '../../shared/contract.ts';
import { splitAim } from '../readers/decode/aim.ts';
import { normalise, type Normalised } from '../readers/normalise.ts';
import { NOTHING_SEEN, REPEAT_MS, see } from '../readers/repeat-lock.ts';
import type { Rules } from '../readers/rules.ts';
import type { World } from '../world/world.ts';
import type { OneTimeCodes } from './one-time-codes.ts';
import { keepPace, newPace, type Pace } from './scan-rate-limit.ts';

/** Which reader it came by, and the rules of its own, where it has some. */
export interface ScanSource {
  /** The same for as long as it is the same device. */
  key: string;
  name: string;
  rules: Rules | null;
}

/** `flooded`: it is ignored, as its reader sends more than anybody can show. */
export type Taken = 'scanned' | 'repeat' | 'refused' | 'flooded';

export interface ScanIntakeOptions {
  world: Pick<World, 'monotonicMs'>;
  /** For what comes by no reader with rules of its own. */
  rules: Rules;
  codes: Pick<OneTimeCodes, 'standInFor' | 'presented'>;
  scanned: (value: string) => void;
  announce: (notice: Notice['kind']) => void;
}

/** Each gives what became of it. What comes by no reader is a person's, and never too much. */
export interface ScanIntake {
  take: (text: string, source?: Pick<ScanSource, 'key' | 'rules'>) => Taken;
  /** Something was read that is no code. */
  failed: (source?: Pick<ScanSource, 'key'>) => Taken;
}

export function createScanIntake(options: ScanIntakeOptions): ScanIntake {
  const { world, codes, scanned, announce } = options;
  let lock = NOTHING_SEEN;
  const announcedAtMs = new Map<Notice['kind'], number>();
  const paces = new Map<string, Pace & { isTooFast: boolean }>();

  function say(notice: Notice['kind']): void {
    const nowMs = world.monotonicMs();
    const lastMs = announcedAtMs.get(notice);
    if (lastMs !== undefined && nowMs - lastMs < REPEAT_MS) return;
    announcedAtMs.set(notice, nowMs);
    announce(notice);
  }

  function isTooFast(key: string | undefined): boolean {
    if (key === undefined) return false;
    const nowMs = world.monotonicMs();
    const before = paces.get(key);
    const { pace, isTooFast: isNow } = keepPace(before ?? newPace(nowMs), nowMs);
    paces.set(key, { ...pace, isTooFast: isNow });
    // Once for each flood: it is for whoever has just shown a card, and not for those who pay meanwhile.
    if (isNow && before?.isTooFast !== true) say('scanRefused');
    return isNow;
  }

  function failed(source?: Pick<ScanSource, 'key'>): Taken {
    if (isTooFast(source?.key)) return 'flooded';
    say('scanRefused');
    return 'refused';
  }

  return {
    take(text, source) {
      const read = splitAim(text).text;
      const standIn = codes.standInFor(read);
      const result: Normalised =
        standIn === null
          ? normalise(read, source?.rules ?? options.rules)
          : { kind: 'value', value: standIn };
      if (result.kind === 'refused') return failed(source);
      const nowMs = world.monotonicMs();
      const seen = see(lock, result.value, nowMs);
      if (!seen.isRepeat && isTooFast(source?.key)) return 'flooded';
      lock = seen.lock;
      if (seen.isRepeat) {
        say('sameCardAgain');
        return 'repeat';
      }
      codes.presented(result.value);
      scanned(result.value);
      return 'scanned';
    },
    failed,
  };
}
