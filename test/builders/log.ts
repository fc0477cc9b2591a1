/** A log that a test can read. */
import { createLog } from '../../src/main/log/create-log.ts';
import type { Log, LogEntry } from '../../src/main/log/log.ts';

export interface TestLog {
  log: Log;
  entries: readonly LogEntry[];
  /** The messages alone. */
  messages: () => string[];
}

export function aLog(): TestLog {
  const entries: LogEntry[] = [];
  const log = createLog({
    module: 'test',
    now: () => new Date(0),
    write: (entry) => entries.push(entry),
  });
  return { log, entries, messages: () => entries.map(({ message }) => message) };
}
