/** Shows which steps run, which are done and how long each took. Failures come at the end, in full. */
import type { Counts, Outcome } from './step.ts';

export interface Progress {
  started(name: string, lastLine: () => string): void;
  ended(name: string, outcome: Outcome): void;
  finished(counts: Counts): void;
}

interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

interface Running {
  sinceMs: number;
  lastLine: () => string;
}

/** How often the changing line of a terminal is drawn. A log gets a new line from time to time instead. */
const TERMINAL_EVERY_MS = 500;
const LOG_EVERY_MS = 20_000;
const CLEAR_LINE = '\r\u001b[2K';
const LAST_LINE_MAX = 60;

/** Lines about the parts of a step that this machine cannot run. */
const SKIPS = /^\s*SKIPPED\b.*$/gm;
/** Lines that name a failure. The first of them are shown as soon as the step has failed, and once more at the end. */
const FAULTS = /^\s*(?:FAIL\b|FAILED\b|×|✖|=>|.*\berror\b).*$/gm;
const FAULTS_MAX = 8;
/** Lines that are shown even if the step passed: they say how to repeat a random run. */
const NOTES = /^.*\bseed \d+.*$/gm;

export function progressTo(
  output: Output,
  { showsPassed = false, now = () => performance.now() } = {},
): Progress {
  const isTerminal = output.isTTY === true;
  const running = new Map<string, Running>();
  const failures: string[] = [];
  const skips: string[] = [];
  const faults: string[] = [];
  const startedMs = now();
  const seconds = (sinceMs: number): string => ((now() - sinceMs) / 1_000).toFixed(1);

  function say(text: string): void {
    output.write(`${isTerminal ? CLEAR_LINE : ''}${text}\n`);
  }

  function showRunning(): void {
    if (running.size === 0) return;
    const parts = [...running].map(([name, { sinceMs, lastLine }]) => {
      const line = isTerminal ? '' : lastLine().slice(0, LAST_LINE_MAX);
      return `${name} (${Math.round((now() - sinceMs) / 1_000)} s${line === '' ? '' : `: ${line}`})`;
    });
    const text = `running  ${parts.join(', ')}`;
    if (isTerminal) output.write(`${CLEAR_LINE}${text.slice(0, (output.columns ?? 80) - 1)}`);
    else say(text);
  }

  const timer = setInterval(showRunning, isTerminal ? TERMINAL_EVERY_MS : LOG_EVERY_MS);
  timer.unref();

  return {
    started(name, lastLine) {
      running.set(name, { sinceMs: now(), lastLine });
      if (!isTerminal) say(`started  ${name}`);
    },
    ended(name, { isPassed, output: printed, counts }) {
      const { sinceMs } = running.get(name) ?? { sinceMs: now() };
      running.delete(name);
      const figure = counts.passed + counts.failed > 1 ? `, ${counts.passed} passed` : '';
      const isSkipped = isPassed && counts.passed === 0;
      const verdict = isSkipped ? 'skipped' : isPassed ? 'passed ' : 'FAILED ';
      say(`${verdict}  ${name} (${seconds(sinceMs)} s${figure})`);
      skips.push(...[...printed.matchAll(SKIPS)].map(([line]) => `${line.trim()} (${name})`));
      if (!isPassed) {
        failures.push(`\n===== FAILED: ${name}\n${printed}\n`);
        const named = [...printed.matchAll(FAULTS)].slice(0, FAULTS_MAX).map(([line]) => line);
        const first = indented(named.join('\n'));
        say(first);
        faults.push(`FAILED   ${name}`, first);
      } else if (showsPassed) say(indented(printed));
      else for (const [note] of printed.matchAll(NOTES)) say(`         ${note.trim()}`);
    },
    finished({ passed, failed }) {
      clearInterval(timer);
      for (const failure of failures) say(failure);
      for (const skip of skips) say(skip);
      for (const fault of faults) say(fault);
      say(`${seconds(startedMs)} s in all`);
      say(`${passed} passed, ${failed} failed`);
    },
  };
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `         ${line}`)
    .join('\n');
}
