/**
 * Notices a device that sends other reports than its driver or its settings say. Without this, nothing would show why
 * its cards are not read. Devices also send short reports of their state, so only those that may carry a code count.
 */
import type { ReadResult } from './driver.ts';

/** A device may send such reports all the time, and customers see each refusal. */
const REFUSED_MAX = 3;

export interface OtherReports {
  /** Call it for each report. Null if the report is one of those that the driver reads. */
  refuse: (report: Uint8Array) => ReadResult | null;
}

/** `sizeMin`: how many bytes behind the report id must differ from zero. `reportId`: null if the device has no ids. */
export function createOtherReports(options: {
  reportId: number | null;
  sizeMin: number;
}): OtherReports {
  const { reportId, sizeMin } = options;
  let leftCount = REFUSED_MAX;
  return {
    refuse(report) {
      if (reportId === null || report[0] === reportId) {
        leftCount = 0;
        return null;
      }
      const size = report.subarray(1).filter((byte) => byte !== 0).length;
      if (leftCount === 0 || size < sizeMin) return { code: null, fault: null };
      leftCount -= 1;
      return { code: null, fault: 'malformed' };
    },
  };
}
