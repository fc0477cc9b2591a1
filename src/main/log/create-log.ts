/** Builds a `Log` on a function that writes entries. */
import { errorFacts } from './error-facts.ts';
import type { Log, LogEntry, LogLevel, LogMethod } from './log.ts';

export interface LogOptions {
  module: string;
  now: () => Date;
  write: (entry: LogEntry) => void;
}

export function createLog(options: LogOptions): Log {
  const method =
    (level: LogLevel): LogMethod =>
    (message, ...thrown) => {
      const { module, now, write } = options;
      write({ time: now().toISOString(), level, module, message, ...factsOf(thrown) });
    };
  return {
    info: method('info'),
    warn: method('warn'),
    error: method('error'),
    child: ({ module }) => createLog({ ...options, module }),
  };
}

/** A rest parameter, because a program can throw `undefined` too. */
function factsOf(thrown: readonly unknown[]): Pick<LogEntry, 'error' | 'stack'> {
  if (thrown.length === 0) return {};
  const { name, frames } = errorFacts(thrown[0]);
  return { error: name, stack: frames };
}
