/**
 * Which reports of a lesson say that a card was taken away: they begin no presentation, but belong to the one before.
 * Pure. A presentation is all reports that came without a pause.
 */
import type { Presentation } from './teach.ts';

/** Whether what comes after some quiet is no card, by what came before. */
export function isTaken(report: Uint8Array, done: readonly Presentation[]): boolean {
  return (
    isBlank(report) ||
    done.some((each) => endsWith(each, report)) ||
    alternates(done.slice(-ALTERNATING), report)
  );
}

/** Adds what came after the quiet to the last presentation, and to theirs what was taken for one before that was known. */
export function withTaken(report: Uint8Array, done: readonly Presentation[]): Presentation[] {
  return append(merge(done, [report]), [report]);
}

/** The presentations of cards alone, once one of them has ended with that its card was taken away. */
export function withoutTaken(done: readonly Presentation[]): Presentation[] {
  return merge(
    done,
    done.flatMap((each) => each.filter((report) => endsWith(each, report))),
  );
}

function merge(done: readonly Presentation[], taken: Presentation): Presentation[] {
  const isOnlyTaken = (each: Presentation): boolean =>
    each.every((report) => taken.some((other) => isSame(report, other)));
  return done.reduce<Presentation[]>(
    (kept, each) => (isOnlyTaken(each) ? append(kept, each) : [...kept, each]),
    [],
  );
}

/** What comes before any card is nothing. */
function append(done: readonly Presentation[], reports: Presentation): Presentation[] {
  return done.map((each, at) => (at === done.length - 1 ? [...each, ...reports] : each));
}

/** Nothing but perhaps the report's id. */
function isBlank(report: Uint8Array): boolean {
  return report.subarray(1).every((byte) => byte === 0);
}

/** A presentation that ends with another report than that of its card, which a counter does not make another one. */
function endsWith(presentation: Presentation, report: Uint8Array): boolean {
  const [first] = presentation;
  const last = presentation.at(-1);
  if (first === undefined || last === undefined || !isSame(last, report)) return false;
  return first.filter((byte, at) => byte !== last[at]).length >= DIFFERENCE_MIN;
}

/** Fewer bytes that differ may be a counter or the strength of the field. */
const DIFFERENCE_MIN = 3;

const ALTERNATING = 3;

/** A card, this, a card, and this again: no two cards that are asked for so are the same. */
function alternates(last: readonly Presentation[], report: Uint8Array): boolean {
  const isThis = last.map((each) => each.every((other) => isSame(other, report)));
  return isThis.length === ALTERNATING && isThis.every((is, at) => is === (at === 1));
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
