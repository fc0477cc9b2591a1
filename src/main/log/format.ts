/** Formats an entry: one line of JSON for programs, or a plain line for a person at a terminal. */
import type { LogEntry } from './log.ts';

export function toJsonLine(entry: LogEntry): string {
  return JSON.stringify(entry);
}

/** Shows the time of day in UTC, as in the file. */
export function toTerminalLine({ time, level, module, message, error, stack }: LogEntry): string {
  const failure = error === undefined ? '' : ` [${error}]`;
  const head = `${time.slice(11, 23)} ${level.padEnd(5)} ${module}: ${onOneLine(message)}${failure}`;
  return [head, ...(stack ?? [])].join('\n    ');
}

/** Control characters could move the cursor or forge a line. */
function onOneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
