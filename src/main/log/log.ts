/**
 * The log: what the program tells the people who run it. A message never holds personal data, a token, or the value
 * of a card. Each part gets a `Log` as an argument; the two entries create it (open-log.ts).
 */

export type LogLevel = 'info' | 'warn' | 'error';

export interface Log {
  /** Normal, and useful to know when somebody looks for a fault. */
  info: LogMethod;
  /** Something is wrong, and the kiosk copes with it. */
  warn: LogMethod;
  /** A part of the kiosk does not work until somebody acts. */
  error: LogMethod;
  /** The same log, under the name of another module. */
  child(bindings: { module: string }): Log;
}

/** Of an error, only the name and the place are logged, never the message (error-facts.ts). */
export type LogMethod = (message: string, error?: unknown) => void;

export interface LogEntry {
  /** ISO 8601, in UTC. */
  time: string;
  level: LogLevel;
  module: string;
  message: string;
  /** The name of an error, with its code. */
  error?: string;
  /** Where the error happened. */
  stack?: readonly string[];
}
