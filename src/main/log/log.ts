/**
 * The log: messages for the people who run the kiosk. A message never contains personal data, a token, or a card value.
 * Each part gets a `Log` as an argument; the two entries create it (open-log.ts).
 */

export type LogLevel = 'info' | 'warn' | 'error';

export interface Log {
  /** Normal events, for a person who looks for the cause of a fault. */
  info: LogMethod;
  /** Something is wrong, but the kiosk can handle it. */
  warn: LogMethod;
  /** A part of the kiosk does not work until a person does something. */
  error: LogMethod;
  /** The same log, under the name of another module. */
  child(bindings: { module: string }): Log;
}

/** Only the name of an error and the place where it happened are logged, never its message (error-facts.ts). */
export type LogMethod = (message: string, error?: unknown) => void;

export interface LogEntry {
  /** ISO 8601, in UTC. */
  time: string;
  level: LogLevel;
  module: string;
  message: string;
  /** The name of an error, with its error code. */
  error?: string;
  /** Where the error happened. */
  stack?: readonly string[];
}
