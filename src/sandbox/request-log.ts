/** The requests and their outcomes, for tests. The log never contains a header, so it never contains a token. */
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
  /** `arrived`: a fault hit it when it arrived. `handled`: it took effect. A request can be logged as both. */
  outcome:
    | { kind: 'arrived'; fault: FaultKind }
    | { kind: 'handled'; status: number; code: number | null };
}

export interface RequestLog {
  add: (at: number, request: SandboxRequest, rest: Pick<LogEntry, 'route' | 'outcome'>) => void;
  entries: () => readonly LogEntry[];
  clear: () => void;
}

/** Only this many of the newest entries are kept. */
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
