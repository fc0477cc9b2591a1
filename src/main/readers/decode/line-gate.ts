/**
 * Stands behind a decoder whose codes end with a suffix or a pause. Holds each code for a moment, because what follows
 * shows that it was only a part: of a code of several lines, or of one in which the scanner stalled. Pure.
 */
import {
  endsByPause,
  isWholeScan,
  learnEnding,
  learnKey,
  NO_ENDINGS,
  type EndedScan,
  type Endings,
} from '../../../wedge/endings.ts';
import type { Code, Fault } from './decoding.ts';

/** The longest pause between two lines of one code. */
const NEXT_LINE_MS = 120;
/** How long to wait for the rest of a code without a suffix, if no code of its length is known to end so. */
const SETTLE_MS = 1_500;

export interface LineGate {
  readonly endings: Endings;
  readonly held: Held | null;
  /** When the pending line began. Null if no line is pending. */
  readonly beganAtMs: number | null;
  readonly lastAtMs: number;
  /** Lines that begin before `untilMs` are lines of a code that is refused. */
  readonly refused: { readonly isReported: boolean; readonly untilMs: number } | null;
  /** The line before the pending one. A scanner may send a code twice. */
  readonly before: string | null;
}

interface Held {
  readonly code: Code;
  readonly isBySuffix: boolean;
  readonly untilMs: number;
  readonly scan: EndedScan;
}

export const GATE_OPEN: LineGate = {
  ...{ endings: NO_ENDINGS, held: null, beganAtMs: null },
  ...{ lastAtMs: 0, refused: null, before: null },
};

/** What comes out: whole codes, and the faults of the others. */
export interface Gated {
  gate: LineGate;
  codes: readonly Code[];
  faults: readonly Fault[];
}

/** What a decoder found in a report or a piece of data, in order. */
export type LineEvent =
  /** A character of a line, or a key of it that was lost. */
  | { kind: 'character' }
  | ({ kind: 'end' } & LineEnd)
  /** What came is no part of a line, or its line is refused at its end. */
  | { kind: 'fault'; fault: Fault };

interface LineEnd {
  by: 'suffix' | 'pause';
  /** Null if the decoder refused the line. */
  code: Code | null;
  fault: Fault | null;
  /** The text of the line. */
  text: string;
}

export function gateEvents(before: LineGate, events: readonly LineEvent[], atMs: number): Gated {
  const codes: Code[] = [];
  const faults: Fault[] = [];
  let gate = before;
  for (const step of [flushed, ...events.map(gateEvent)]) {
    const next = step(gate, atMs);
    ({ gate } = next);
    codes.push(...next.codes);
    faults.push(...next.faults);
  }
  return { gate, codes, faults };
}

function gateEvent(event: LineEvent): (gate: LineGate, atMs: number) => Gated {
  switch (event.kind) {
    case 'character':
      return character;
    case 'end':
      return (gate, atMs) => ended(gate, event, atMs);
    case 'fault':
      return (gate) => ({ gate, codes: [], faults: [event.fault] });
  }
}

function character(gate: LineGate, atMs: number): Gated {
  const { held, refused } = gate;
  const next = { ...gate, beganAtMs: gate.beganAtMs ?? atMs, lastAtMs: atMs };
  if (held !== null) {
    const before = held.isBySuffix ? rawText(held.code) : null;
    return { gate: { ...next, held: null, before, refused: UNREPORTED }, ...NOTHING };
  }
  const isOver = gate.beganAtMs === null && refused !== null && atMs > refused.untilMs;
  return { gate: isOver ? { ...next, refused: null, before: null } : next, ...NOTHING };
}

const NOTHING = { codes: [], faults: [] };
const UNREPORTED = { isReported: false, untilMs: 0 };

/** A line ended. Without a character before it, it is the second key of a suffix, or one that came late. */
function ended(before: LineGate, end: LineEnd, atMs: number): Gated {
  const { by, code, fault } = end;
  const isBySuffix = by === 'suffix';
  const gate = isBySuffix ? { ...before, endings: learnKey(before.endings) } : before;
  if (gate.beganAtMs === null) return emptyLine(gate, end, atMs);
  const scan = {
    text: code === null ? end.text : rawText(code),
    isBySuffix,
    ...{ mayBeCut: false, beganAtMs: gate.beganAtMs, lastKeyAtMs: gate.lastAtMs },
  };
  const after = { ...gate, beganAtMs: null };
  const isTwice = isBySuffix && code !== null && gate.before === scan.text;
  if (code === null || (gate.refused !== null && !isTwice)) {
    const isNew = gate.refused?.isReported !== true;
    const why = gate.refused === null ? fault : (fault ?? 'incomplete');
    return refuse(after, scan, { fault: isNew ? why : null, atMs });
  }
  if (!isWholeScan(gate.endings, scan, { isOneReader: true }))
    return refuse(after, scan, { fault: 'incomplete', atMs });
  const settleMs = endsByPause(gate.endings, scan) ? 0 : SETTLE_MS;
  const untilMs = isBySuffix ? atMs + NEXT_LINE_MS : gate.lastAtMs + settleMs;
  const held = { code, isBySuffix, untilMs, scan };
  return flushed({ ...after, held, refused: null, before: null }, atMs);
}

/** Gives the code that waited long enough. */
function flushed(gate: LineGate, atMs: number): Gated {
  const { held } = gate;
  if (held === null || atMs < held.untilMs) return { gate, ...NOTHING };
  return release(gate, held);
}

/** How long from now to call `gateEvents`. Null if no code waits. */
export function gateWaitMs({ held }: LineGate, nowMs: number): number | null {
  return held === null ? null : Math.max(1, held.untilMs - nowMs);
}

function emptyLine(gate: LineGate, { by, fault }: LineEnd, atMs: number): Gated {
  const faults = fault === null ? [] : [fault];
  const { held, endings, refused } = gate;
  if (by === 'pause') return { gate, codes: [], faults };
  if (held === null) {
    const untilMs = atMs + NEXT_LINE_MS;
    const next = { ...gate, endings: { ...endings, open: null } };
    return {
      gate: refused === null ? next : { ...next, refused: { ...refused, untilMs } },
      codes: [],
      faults,
    };
  }
  if (held.isBySuffix) {
    const longer = { ...held, untilMs: Math.max(held.untilMs, atMs + NEXT_LINE_MS) };
    return { gate: { ...gate, held: longer }, codes: [], faults };
  }
  // Only the suffix was late, so the code is whole.
  const isBySuffix = true;
  const whole = { ...held, isBySuffix, scan: { ...held.scan, isBySuffix } };
  return { gate: { ...gate, held: { ...whole, untilMs: atMs + NEXT_LINE_MS } }, codes: [], faults };
}

function release(gate: LineGate, { code, scan }: Held): Gated {
  const endings = learnEnding(gate.endings, scan, { isRefused: false });
  return { gate: { ...gate, held: null, endings }, codes: [code], faults: [] };
}

/** More lines of the refused code may follow at once. */
function refuse(
  gate: LineGate,
  scan: EndedScan,
  { fault, atMs }: { fault: Fault | null; atMs: number },
): Gated {
  const refused = { isReported: true, untilMs: atMs + NEXT_LINE_MS };
  const isLine = gate.refused !== null;
  const endings = learnEnding(gate.endings, scan, { isRefused: true, isLine });
  const faults = fault === null ? [] : [fault];
  return { gate: { ...gate, endings, refused, before: null }, codes: [], faults };
}

function rawText({ aim, text }: Code): string {
  return `${aim ?? ''}${text}`;
}
