/** One changing line on a terminal that says how much is done and how long the rest will take. Nothing if it is no terminal. */

interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

export interface ProgressLine {
  /** `what`: what is being done, in a few words. */
  show(what: string, done: number, total: number): void;
  /** Removes the line. */
  clear(): void;
}

const EVERY_MS = 200;
const CLEAR_LINE = '\r\u001b[2K';
const BAR_WIDTH = 24;

export function progressLine(output: Output, now = (): number => performance.now()): ProgressLine {
  const startedMs = now();
  let shownMs = -Infinity;
  return {
    show(what, done, total) {
      const nowMs = now();
      if (output.isTTY !== true || nowMs - shownMs < EVERY_MS) return;
      shownMs = nowMs;
      const share = total === 0 ? 1 : Math.min(1, done / total);
      const left =
        share === 0 ? '' : `, ${timeText(((nowMs - startedMs) / share) * (1 - share))} left`;
      const full = Math.round(share * BAR_WIDTH);
      const bar = `[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}]`;
      const line = `${bar} ${Math.floor(share * 100)} %${left}  ${what}`;
      output.write(`${CLEAR_LINE}${line.slice(0, (output.columns ?? 80) - 1)}`);
    },
    clear() {
      if (output.isTTY === true) output.write(CLEAR_LINE);
    },
  };
}

/** `1:05` for 65 seconds. */
function timeText(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
