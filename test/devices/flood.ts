/** A faulty scanner: it sends a thousand reports per second, by its own clock, until the test stops it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeviceBus } from './bus.ts';
import { hidPosReports } from './reports.ts';

const REPORTS_A_SECOND = 1_000;

export interface Flood {
  /** Stops the scanner. Resolves with the number of sent reports after the last report. */
  stop(): Promise<number>;
}

/** `codeOf` returns the text of each code. A long code takes several reports. The rate is in reports per second. */
export function startFlood(
  bus: DeviceBus,
  serialNumber: string,
  codeOf: (number: number) => string,
): Flood {
  const startedMs = performance.now();
  let isStopped = false;
  let [sentCount, codeCount] = [0, 0];

  async function send(): Promise<void> {
    while (!isStopped) {
      const dueCount = ((performance.now() - startedMs) / 1_000) * REPORTS_A_SECOND;
      while (sentCount < dueCount) {
        for (const report of hidPosReports(codeOf(codeCount))) {
          await bus.report(serialNumber, report);
          sentCount += 1;
        }
        codeCount += 1;
      }
      await sleep(1);
    }
  }

  const sending = send();
  return {
    async stop() {
      isStopped = true;
      await sending;
      return sentCount;
    },
  };
}
