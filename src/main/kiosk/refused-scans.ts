/** Counts the scans that were refused, for the log and for staff. Keeps the reason, never the code. */
import type { RefusalReason, StaffNotice } from '../../shared/staff-board.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { Log } from '../log/log.ts';
import type { Fault } from '../readers/decode/decoding.ts';
import type { RefusedWhy } from '../readers/normalise.ts';
import type { World } from '../world/world.ts';

export type ScanRefusal = Fault | RefusedWhy;

export interface RefusedScans {
  /** `reader`: its name. Null for keys, because key events do not say which scanner typed them. */
  note: (why: ScanRefusal, reader: string | null) => void;
  /** The readers that refused a scan last. The newest is first. */
  list: () => StaffNotice[];
}

interface Refused {
  count: number;
  why: ScanRefusal;
  at: EpochMs;
  loggedAtMs: number;
}

/** Staff read about so many readers. */
const SHOWN_MAX = 3;
/** A reader that refuses without end fills neither the memory nor the log. */
const READERS_MAX = 20;
const LOG_EVERY_MS = 60_000;

export function createRefusedScans(options: {
  world: Pick<World, 'now' | 'monotonicMs'>;
  log: Pick<Log, 'warn'>;
}): RefusedScans {
  const { world, log } = options;
  /** By the name of the reader. The last one that refused is last. */
  const refused = new Map<string | null, Refused>();

  return {
    note(why, reader) {
      const [at, nowMs] = [world.now(), world.monotonicMs()];
      const before = refused.get(reader);
      const count = (before?.count ?? 0) + 1;
      const isLogged =
        before?.why === why && nowMs - before.loggedAtMs < LOG_EVERY_MS && before.count > 0;
      if (!isLogged) {
        log.warn(
          `reader ${reader ?? 'that types'}: a scan was not accepted (${why}); ${count} in all`,
        );
      }
      refused.delete(reader);
      refused.set(reader, { count, why, at, loggedAtMs: isLogged ? before.loggedAtMs : nowMs });
      const [oldest] = refused.keys();
      if (refused.size > READERS_MAX && oldest !== undefined) refused.delete(oldest);
    },
    list: () =>
      [...refused]
        .toReversed()
        .slice(0, SHOWN_MAX)
        .map(([reader, { count, why, at }]) => ({
          ...{ kind: 'scansRefused', reader: reader?.slice(0, 200) ?? null },
          ...{ count, at, why: REASONS[why] },
        })),
  };
}

const REASONS: Record<ScanRefusal, RefusalReason> = {
  paymentCard: 'paymentCard',
  failedSwipe: 'failedSwipe',
  randomUid: 'changes',
  halfNumber: 'halfNumber',
  blankNumber: 'noNumber',
  incomplete: 'incomplete',
  malformed: 'layout',
  tooLong: 'layout',
  unreadableKey: 'layout',
  empty: 'layout',
  controlCharacter: 'layout',
  noParameter: 'rules',
  noElement: 'rules',
  noNumber: 'rules',
  otherPattern: 'rules',
};
