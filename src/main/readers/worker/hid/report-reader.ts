/** Decodes the reports of one device in the order of their arrival, however long the process was stopped between them. */
import type { Clock } from '../../../../shared/restartable-timer.ts';
import type { ReadResult, ReportDecoder } from '../drivers/driver.ts';
import { createDataPause } from '../pause.ts';

export interface ReportReader {
  /** `isEarly`: see `ReportDecoder.decode`. */
  take: (report: Uint8Array, isEarly: boolean) => void;
  cancel: () => void;
}

export function createReportReader(
  decoder: ReportDecoder,
  clock: Clock & { nowMs: () => number },
  deliver: (result: ReadResult) => void,
): ReportReader {
  const { flush } = decoder;
  const pause = createDataPause(clock);

  function wait(what: 'report' | 'pause', atMs: number): void {
    const waitMs = flush?.waitMs({ what, atMs }) ?? null;
    if (flush === null || waitMs === null) return;
    pause.restart(waitMs, (endMs) => {
      deliver(flush.run(endMs));
      wait('pause', endMs);
    });
  }

  return {
    take(report, isEarly) {
      const atMs = pause.nowMs();
      deliver(decoder.decode(report, { atMs, isEarly }));
      wait('report', atMs);
    },
    cancel: pause.cancel,
  };
}
