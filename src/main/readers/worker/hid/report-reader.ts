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
  const pause = createDataPause(flush?.afterMs ?? 0, clock);
  return {
    take(report, isEarly) {
      deliver(decoder.decode(report, { atMs: pause.nowMs(), isEarly }));
      if (flush !== null) pause.restart((atMs) => deliver(flush.run(atMs)));
    },
    cancel: pause.cancel,
  };
}
