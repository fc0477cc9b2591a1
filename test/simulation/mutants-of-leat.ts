/** Deliberate bugs in the client of the API. */
import type { Mutant } from './mutant.ts';

export const LEAT_MUTANTS: readonly Mutant[] = [
  {
    name: 'takes the time of the request for the time of the reply',
    edits: [
      {
        file: 'leat/server-clock.ts',
        find: 'lowMs: at - receivedAtMonotonicMs,',
        replace: 'lowMs: at - sentAtMonotonicMs,',
      },
    ],
  },
  {
    name: 'takes the Date header to the millisecond',
    edits: [
      {
        file: 'leat/server-clock.ts',
        find: 'highMs: at + RESOLUTION_MS - sentAtMonotonicMs,',
        replace: 'highMs: at - sentAtMonotonicMs,',
      },
    ],
  },
  {
    name: 'trusts its clock after a sleep',
    edits: [
      {
        file: 'leat/server-clock.ts',
        find: 'return isJump(wallOffsetMs - offset.wallOffsetMs, driftMs)',
        replace: 'return isJump(0, driftMs)',
      },
    ],
  },
  {
    name: 'learns the time from a reply that waited while the machine slept',
    edits: [
      {
        file: 'leat/server-clock.ts',
        find: 'if (isJump(wallOffsetMs - (sentAtMs - sentAtMonotonicMs))) return;',
        replace: '',
      },
    ],
    tests: ['leat/server-clock.test.ts'],
  },
  {
    name: 'takes one of two clocks that contradict each other',
    edits: [
      {
        file: 'leat/server-clock.ts',
        find: 'return all.highMs - all.lowMs <= CONTRADICTION_MS_MAX ? all : null;',
        replace: 'return offsets[0] ?? all;',
      },
    ],
    tests: ['leat/server-clock.test.ts'],
  },
  {
    name: 'sets its clock by a failed reply',
    edits: [
      {
        file: 'leat/call.ts',
        find: "&& (outcome.kind === 'ok' || outcome.kind === 'refused')",
        replace: '',
      },
    ],
  },
  {
    name: 'takes 429 for a final refusal',
    edits: [
      {
        file: 'leat/to-outcome.ts',
        find: "  [429, 'rateLimited'],",
        replace: "  [429, 'other'],",
      },
    ],
  },
  {
    name: 'takes 401 for a final refusal',
    edits: [
      {
        file: 'leat/to-outcome.ts',
        find: "  [401, 'unauthorized'],",
        replace: "  [401, 'other'],",
      },
    ],
  },
  {
    name: 'takes an internal error for a refusal',
    edits: [
      {
        file: 'leat/to-outcome.ts',
        find: 'const INTERNAL_ERROR = 1000;',
        replace: 'const INTERNAL_ERROR = -1000;',
      },
    ],
  },
  {
    name: 'takes any 4xx for a refusal',
    edits: [
      {
        file: 'leat/to-outcome.ts',
        find: `  return unknown('notFromApi');
}

/** 1000`,
        replace: `  return refusedAs('other', null, retryAfterMs);
}

/** 1000`,
      },
    ],
    tests: ['leat/to-outcome.test.ts'],
  },
  {
    name: 'takes a success with an error envelope for a success',
    edits: [
      {
        file: 'leat/to-outcome.ts',
        find: `  if (v.is(errorEnvelopeSchema, json)) return unknown('malformed');
`,
        replace: '',
      },
    ],
    tests: ['leat/to-outcome.test.ts'],
  },
  {
    name: 'leaves a bad row out of a page',
    edits: [
      {
        file: 'leat/schemas.ts',
        find: `data: v.array(transactionSchema),
    meta`,
        replace: `data: v.fallback(v.array(transactionSchema), []),
    meta`,
      },
    ],
    tests: ['leat/to-outcome.test.ts'],
  },
  {
    name: 'takes an inactive card',
    edits: [
      {
        file: 'leat/read.ts',
        find: "isActive ? { ...found, value: identifier } : refusedByUs('identifierInactive')",
        replace: '{ ...found, value: identifier }',
      },
    ],
    tests: ['leat/calls.test.ts'],
  },
  {
    name: 'takes a redirect for a refusal',
    edits: [
      {
        file: 'leat/to-outcome.ts',
        find: "return unknown('redirected');",
        replace: "return refusedAs('other', null, null);",
      },
    ],
    tests: ['leat/to-outcome.test.ts'],
  },
  {
    name: 'takes an offset of the ledger’s clock for new after a sleep',
    edits: [
      {
        file: 'leat/clock-skew.ts',
        find: 'Math.max(monotonicMs() - last.atMonotonicMs, serverNow - last.serverAt)',
        replace: 'Math.min(monotonicMs() - last.atMonotonicMs, serverNow)',
      },
    ],
    tests: ['leat/server-clock.test.ts'],
  },
];
