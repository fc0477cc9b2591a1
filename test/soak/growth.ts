/** Decides whether memory grows with the number of scans, or only varies. Pure. */

export interface Point {
  scanCount: number;
  bytes: number;
}

export interface Growth {
  bytesPerScan: number;
  /** The lower bound: the estimate less two standard errors. */
  leastBytesPerScan: number;
}

/** A leak is larger than this: a card and its views take thousands of bytes. */
export const BYTES_PER_SCAN_MAX = 200;

/** Fits a line by least squares. Needs three points. */
export function growthOf(points: readonly Point[]): Growth {
  const count = points.length;
  const meanScans = mean(points.map(({ scanCount }) => scanCount));
  const meanBytes = mean(points.map(({ bytes }) => bytes));
  const spread = sum(points.map(({ scanCount }) => (scanCount - meanScans) ** 2));
  const bytesPerScan =
    sum(points.map(({ scanCount, bytes }) => (scanCount - meanScans) * (bytes - meanBytes))) /
    spread;
  const missed = sum(
    points.map(
      ({ scanCount, bytes }) => (bytes - meanBytes - bytesPerScan * (scanCount - meanScans)) ** 2,
    ),
  );
  const standardError = Math.sqrt(missed / (count - 2) / spread);
  return { bytesPerScan, leastBytesPerScan: bytesPerScan - 2 * standardError };
}

export function isGrowing(points: readonly Point[]): boolean {
  return growthOf(points).leastBytesPerScan > BYTES_PER_SCAN_MAX;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
