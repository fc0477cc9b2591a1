/**
 * Takes every scan before it reaches the session. Applies the owner's rules, and recognises repeats of the same card.
 * Every scan that a person makes gets a response. A card that lies on a reader gets one response. A reader that sends
 * scans without end does not disturb the customer.
 */
import type { Notice } from '../../shared/contract.ts';
import { splitAim, withoutEci } from '../readers/decode/aim.ts';
import { normalise, type Normalised } from '../readers/normalise.ts';
import { swipeProblem } from '../readers/payment-card.ts';
import { NOTHING_SEEN, REPEAT_MS, see } from '../readers/repeat-lock.ts';
import type { Rules } from '../readers/rules.ts';
import type { World } from '../world/world.ts';
import type { OneTimeCodes } from './one-time-codes.ts';
import type { ScanRefusal } from './refused-scans.ts';
import { newRateLimit, takeScan, type RateLimit } from './scan-rate-limit.ts';

/** The reader that made the scan, with its own rules if it has any. */
export interface ScanSource {
  /** The key of the device. It does not change while the device is connected. */
  key: string;
  name: string;
  rules: Rules | null;
  /** Its codes are printed, or its driver has refused random numbers already. */
  isNeverRandom: boolean;
}

type Source = Pick<ScanSource, 'key'> & Partial<ScanSource>;

/** `flooded`: ignored, because the reader sends scans faster than anyone can show cards. */
export type Taken = 'scanned' | 'repeat' | 'refused' | 'flooded';

/** What a person should know about the card that was not accepted. */
function noticeFor(why: ScanRefusal): Notice['kind'] {
  return OWN_NOTICES[why] ?? 'scanRefused';
}

const OWN_NOTICES: Partial<Record<ScanRefusal, Notice['kind']>> = {
  paymentCard: 'paymentCard',
  randomUid: 'changingNumber',
};

export interface ScanIntakeOptions {
  world: Pick<World, 'monotonicMs'>;
  /** The rules for readers that have no rules of their own. */
  rules: Rules;
  codes: Pick<OneTimeCodes, 'standInFor' | 'presented'>;
  scanned: (value: string) => void;
  announce: (notice: Notice['kind']) => void;
  refused: (why: ScanRefusal, reader: string | null) => void;
}

/** Both methods return the outcome. A scan without a source comes from a person, so it never counts as a flood. */
export interface ScanIntake {
  take: (text: string, source?: Source) => Taken;
  /** The reader read something that is not a card value or a QR code. */
  failed: (why: ScanRefusal, source?: Source) => Taken;
}

export function createScanIntake(options: ScanIntakeOptions): ScanIntake {
  const { world, codes, scanned, announce } = options;
  let lock = NOTHING_SEEN;
  const announcedAtMs = new Map<Notice['kind'], number>();
  const rates = new Map<string, RateLimit & { isTooFast: boolean }>();

  function announceOnce(notice: Notice['kind']): void {
    const nowMs = world.monotonicMs();
    const lastMs = announcedAtMs.get(notice);
    if (lastMs !== undefined && nowMs - lastMs < REPEAT_MS) return;
    announcedAtMs.set(notice, nowMs);
    announce(notice);
  }

  function isTooFast(key: string | undefined): boolean {
    if (key === undefined) return false;
    const nowMs = world.monotonicMs();
    const before = rates.get(key);
    const { limit, isTooFast: isNow } = takeScan(before ?? newRateLimit(nowMs), nowMs);
    rates.set(key, { ...limit, isTooFast: isNow });
    // Show it once for each flood: the notice is for the person who just showed a card, not for a customer who is
    // paying.
    if (isNow && before?.isTooFast !== true) announceOnce('scanRefused');
    return isNow;
  }

  function failed(why: ScanRefusal, source?: Source): Taken {
    if (isTooFast(source?.key)) return 'flooded';
    announceOnce(noticeFor(why));
    options.refused(why, source?.name ?? null);
    return 'refused';
  }

  return {
    take(text, source) {
      const { text: data, aim } = splitAim(text);
      const read = withoutEci(data);
      const isNeverRandom = aim !== null || source?.isNeverRandom === true;
      // What a bank card holds is compared with nothing.
      const standIn = swipeProblem(read) === null ? codes.standInFor(read) : null;
      const result: Normalised =
        standIn === null
          ? normalise(read, source?.rules ?? options.rules, { isNeverRandom })
          : { kind: 'value', value: standIn };
      if (result.kind === 'refused') return failed(result.why, source);
      const nowMs = world.monotonicMs();
      const seen = see(lock, result.value, nowMs);
      if (!seen.isRepeat && isTooFast(source?.key)) return 'flooded';
      lock = seen.lock;
      if (seen.isRepeat) {
        announceOnce('sameCardAgain');
        return 'repeat';
      }
      codes.presented(result.value);
      scanned(result.value);
      return 'scanned';
    },
    failed,
  };
}
