/**
 * Recognizes reports that a reader sends when a card is taken away. Such a report belongs to the presentation before it
 * and does not begin a new one. A presentation is a series of reports without a pause. Pure.
 */
import type { Presentation } from './candidates.ts';

/** Whether a report after a pause says that a card was taken away. Compares it with the presentations so far. */
export function isTaken(report: Uint8Array, done: readonly Presentation[]): boolean {
  return (
    isBlank(report) ||
    done.some((each) => endsWith(each, report)) ||
    alternates(done.slice(-ALTERNATING), report)
  );
}

/**
 * Adds a report of this kind to the last presentation. Earlier presentations that consist only of this report are not
 * cards, so this merges them into the presentations before them.
 */
export function withTaken(report: Uint8Array, done: readonly Presentation[]): Presentation[] {
  return append(merge(done, [report]), [report]);
}

/** Merges presentations that only say that a card was taken away into the ones before them. */
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

/** Adds reports to the last presentation. Drops them if there is none yet. */
function append(done: readonly Presentation[], reports: Presentation): Presentation[] {
  return done.map((each, at) => (at === done.length - 1 ? [...each, ...reports] : each));
}

/** All bytes are zero, except perhaps the report id. */
function isBlank(report: Uint8Array): boolean {
  return report.subarray(1).every((byte) => byte === 0);
}

/** The presentation ends with this report, and it differs from the card's own report by more than a counter. */
function endsWith(presentation: Presentation, report: Uint8Array): boolean {
  const [first] = presentation;
  const last = presentation.at(-1);
  if (first === undefined || last === undefined || !isSame(last, report)) return false;
  return first.filter((byte, at) => byte !== last[at]).length >= DIFFERENCE_MIN;
}

/** If fewer bytes differ, it may be a counter or the field strength. */
const DIFFERENCE_MIN = 3;

const ALTERNATING = 3;

/** The last presentations are: card, this report, card. The lesson never asks for the cards in such an order. */
function alternates(last: readonly Presentation[], report: Uint8Array): boolean {
  const isThis = last.map((each) => each.every((other) => isSame(other, report)));
  return isThis.length === ALTERNATING && isThis.every((is, at) => is === (at === 1));
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
