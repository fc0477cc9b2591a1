/** Finds the reports that may carry the number of a card, and reports that may carry a part of it. Pure. */
import { compare, isEvery, isOneChanging, type Samples } from './samples.ts';

/** All reports while a card was held to the reader once, in order. */
export type Presentation = readonly Uint8Array[];

/** For each card, at least two. */
export type Presentations = readonly (readonly Presentation[])[];

export interface Candidate {
  /** The first byte of these reports. Null if no first byte came at every presentation. */
  lead: number | null;
  samples: Samples;
}

/**
 * The reports that may carry the number: for each first byte that came at every presentation, the report with the
 * fewest zeros.
 */
export function candidates(presentations: Presentations): Candidate[] {
  const all = presentations.flat();
  const shared = leadsOf(presentations).filter((lead) =>
    all.every((each) => fullest(each, lead) !== null),
  );
  // If the reader has no report ids, the first byte may differ between the cards.
  const picks = shared.length > 0 ? shared : [null];
  return picks.map((lead) => ({
    lead,
    samples: presentations.map((card) =>
      card.map((each) => fullest(each, lead) ?? new Uint8Array()),
    ),
  }));
}

/**
 * Whether reports with another first byte than these may carry a part of the number. It may be the same for all cards,
 * and it may come with some cards only. Zeros, counters and a state of the reader do not belong to the number.
 */
export function isPartElsewhere(
  presentations: Presentations,
  leads: readonly (number | null)[],
): boolean {
  if (leads.includes(null)) return false;
  return leadsOf(presentations).some((lead) => {
    const reports = presentations.map((card) => card.flatMap((each) => fullest(each, lead) ?? []));
    return !leads.includes(lead) && mayBePart(reports.filter((card) => card.length > 0));
  });
}

function mayBePart(samples: Samples): boolean {
  const compared = compare(samples);
  if (compared === null || isOneChanging(samples)) return true;
  const { marks, cards } = compared;
  return marks.some((mark, at) => {
    const isState = isEvery(compared, at, (byte) => byte === (at === 1 ? STATE : 0));
    return at > 0 && mark !== 'noise' && !isState && cards.some((card) => card[at] !== 0);
  });
}

/** Readers report with this byte alone that a card came or went. */
const STATE = 1;

function leadsOf(presentations: Presentations): number[] {
  return [...new Set(presentations.flat(2).map((report) => report[0] ?? -1))];
}

function fullest(presentation: Presentation, lead: number | null): Uint8Array | null {
  const reports = presentation.filter((report) => lead === null || report[0] === lead);
  const sizes = reports.map((report) => report.filter((byte) => byte !== 0).length);
  return reports[sizes.indexOf(Math.max(...sizes))] ?? null;
}
