/** The gallery shows every kind of screen and text that the contract allows, and nothing else. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  OFFLINE_REASONS,
  OUT_OF_SERVICE_REASONS,
  PAPER_PROBLEMS,
  viewSchema,
  type Notice,
  type Paper,
  type View,
} from '../../../src/shared/contract.ts';
import type { ReaderRow, Teaching } from '../../../src/shared/staff-board.ts';
import { CARD_REASONS } from '../../../src/renderer/screens/card-problem/card-problem.ts';
import { LOOK_UP_REASONS } from '../../../src/renderer/screens/look-up-problem/look-up-problem.ts';
import { NOT_PAID_REASONS } from '../../../src/renderer/screens/not-paid/not-paid.ts';
import { FIXTURES } from '../../gallery/fixtures.ts';

interface Part {
  name: string;
  all: Iterable<unknown>;
  shown: (view: View) => unknown[];
}

/** A new kind does not compile until it is listed here. */
const KINDS = {
  readers: {
    ready: true,
    away: true,
    notSetUp: true,
    stillTypes: true,
    permission: true,
    keyboardOnly: true,
    vendorMode: true,
    setAside: true,
    libraryMissing: true,
    cannotOpen: true,
  } satisfies Record<ReaderRow['status'], true>,
  lessons: {
    off: true,
    presenting: true,
    proposed: true,
    proposedKeys: true,
    refused: true,
    works: true,
    used: true,
    notSaved: true,
  } satisfies Record<Teaching['kind'], true>,
  paper: {
    none: true,
    ready: true,
    printing: true,
    printed: true,
    sent: true,
    problem: true,
  } satisfies Record<Paper['kind'], true>,
  notices: {
    sameCardAgain: true,
    waitForPayment: true,
    scanRefused: true,
    paymentCard: true,
    changingNumber: true,
    pressedTooEarly: true,
  } satisfies Record<Notice['kind'], true>,
};

/** Reasons with the same texts count as one. */
const PARTS: readonly Part[] = [
  {
    name: 'cards',
    all: Object.values(CARD_REASONS),
    shown: ({ screen }) => (screen.kind === 'cardProblem' ? [CARD_REASONS[screen.problem]] : []),
  },
  {
    name: 'look-ups',
    all: Object.values(LOOK_UP_REASONS),
    shown: ({ screen }) =>
      screen.kind === 'lookUpProblem' ? [LOOK_UP_REASONS[screen.problem]] : [],
  },
  {
    name: 'refused payments',
    all: Object.values(NOT_PAID_REASONS),
    shown: ({ screen }) => (screen.kind === 'notPaid' ? [NOT_PAID_REASONS[screen.reason]] : []),
  },
  {
    name: 'a kiosk out of service',
    all: OUT_OF_SERVICE_REASONS,
    shown: ({ screen }) => (screen.kind === 'outOfService' ? [screen.reason] : []),
  },
  {
    name: 'the connection',
    all: OFFLINE_REASONS,
    shown: ({ connection }) => (connection.kind === 'offline' ? [connection.reason] : []),
  },
  {
    name: 'paper',
    all: [...Object.keys(KINDS.paper), ...PAPER_PROBLEMS],
    shown: ({ screen }) => {
      if (screen.kind !== 'paid') return [];
      const { paper } = screen;
      return paper.kind === 'problem' ? [paper.kind, paper.problem] : [paper.kind];
    },
  },
  {
    name: 'readers',
    all: Object.keys(KINDS.readers),
    shown: ({ screen }) =>
      screen.kind === 'staffReaders' ? screen.readers.map(({ status }) => status) : [],
  },
  {
    name: 'lessons',
    all: Object.keys(KINDS.lessons),
    shown: ({ screen }) => (screen.kind === 'staffReaders' ? [screen.teaching.kind] : []),
  },
  {
    name: 'notices',
    all: Object.keys(KINDS.notices),
    shown: ({ notice }) => (notice === null ? [] : [notice.kind]),
  },
];

describe('the gallery', () => {
  it.each(FIXTURES)('shows a view that the contract allows: $name', ({ view }) => {
    expect(v.safeParse(viewSchema, view('en')).issues).toBeUndefined();
  });

  it('shows every kind of screen and of overlay', () => {
    const kinds = viewSchema.entries.screen.options.map(({ entries }) => entries.kind.literal);
    const shown = new Set(FIXTURES.map(({ view }) => view('en').screen.kind));
    expect(kinds.filter((kind) => !shown.has(kind))).toEqual([]);
    const overlays = viewSchema.entries.overlay.wrapped.options.map(
      ({ entries }) => entries.kind.literal,
    );
    const overlaid = new Set(FIXTURES.map(({ view }) => view('en').overlay?.kind));
    expect(overlays.filter((kind) => !overlaid.has(kind))).toEqual([]);
  });

  it.each(PARTS)('shows every text about $name', ({ all, shown }) => {
    const drawn = new Set(FIXTURES.flatMap(({ view }) => shown(view('en'))));
    expect([...all].filter((each) => !drawn.has(each))).toEqual([]);
  });

  it('gives each fixture its own name', () => {
    const names = FIXTURES.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });
});
