/** What was asked and what came of it, for tests' assertions; never holds a header, and so no token. */
import type { RouteName } from './context.ts';
import type { FaultKind } from './faults/fault.ts';
import type { SandboxRequest } from './http/exchange.ts';

export interface LogEntry {
  atMs: number;
  method: string;
  path: string;
  query: string;
  route: RouteName | null;
  body: string;
  /** `arrived`: with what fault waiting for it. `handled`: it took effect; a late one again, and later. */
  outcome:
    | { kind: 'arrived'; fault: FaultKind }
    | { kind: 'handled'; status: number; code: number | null };
}

export interface RequestLog {
  add: (at: number, request: SandboxRequest, rest: Pick<LogEntry, 'route' | 'outcome'>) => void;
  entries: () => readonly LogEntry[];
  clear: () => void;
}

/** Keeps the newest so many. */
const ENTRIES_MAX = 10_000;

export function createRequestLog(): RequestLog {
  let entries: LogEntry[] = [];
  return {
    add: (atMs, { method, path, query, body }, { route, outcome }) => {
      if (entries.length >= 2 * ENTRIES_MAX) entries = entries.slice(-ENTRIES_MAX);
      entries.push({ atMs, method, path, query, route, body, outcome });
    },
    entries: () => entries.slice(-ENTRIES_MAX),
    clear: () => {
      entries = [];
    },
  };
}
