/** The words of the lesson, for the screen and for the voice. Pure. */
import type { Teaching, TeachReason } from '../../shared/staff-board.ts';
import { m } from '../messages/generated/messages.js';

/** Why no profile is proposed, and what to do about it. */
export const TEACH_WORDS: Record<TeachReason, () => string> = {
  sameNumber: m.teach_same,
  changes: m.teach_changes,
  unclear: m.teach_unclear,
  otherReports: m.teach_other,
  neverQuiet: m.teach_never_quiet,
  alreadyWorks: m.teach_already,
  unreadable: m.teach_unreadable,
};

type Proposed = Extract<Teaching, { kind: 'proposed' }>;

/** The ways in which the same number is written. */
export const WRITING_WORDS: Record<Proposed['choices'][number]['writing'], () => string> = {
  hex: m.teach_hex,
  hexReversed: m.teach_hex_reversed,
  decimal: m.teach_decimal,
  decimalReversed: m.teach_decimal_reversed,
  text: m.teach_text,
};

/** Where the number stands in what the reader sends. */
export function placeWords(field: Proposed['field']): string {
  if (field === null) return m.teach_pos();
  // People count from one.
  const offset = field.offset + 1;
  const place =
    field.count === null
      ? m.teach_said({ offset, lengthAt: (field.lengthAt ?? 0) + 1 })
      : m.teach_fixed({ offset, count: field.count });
  return field.reportId === null ? place : `${place} ${m.teach_report({ id: field.reportId })}`;
}

export type KeysProposal = Extract<Teaching, { kind: 'proposedKeys' }>;

/** How what was typed is written: as it is for the eye, spelt for the ear. */
type Write = (typed: string) => string;

/** What is known of a scanner that types, a sentence each. */
export function keysWords(teaching: KeysProposal, write: Write): string[] {
  const { choices, suffix } = teaching;
  return [
    ...beginningWords(teaching, write),
    ...(suffix === 'any' ? [] : [ENDS[suffix]()]),
    ...(choices.some(({ layout }) => layout !== null) ? [m.teach_keys_layout()] : []),
  ];
}

/** What a choice does with what was typed. */
export function keysChoiceWords(
  { layout, cut }: KeysProposal['choices'][number],
  write: Write,
): string {
  const places = layout === null ? [] : [m.teach_keys_places({ layout })];
  const without = cut === null ? [] : [m.teach_keys_without({ prefix: write(cut) })];
  const names = [...places, ...without];
  return names.length === 0 ? m.teach_text() : names.join(' · ');
}

const ENDS = { enter: m.teach_keys_enter, tab: m.teach_keys_tab } as const;

function beginningWords({ choices, isKindTold }: KeysProposal, write: Write): string[] {
  const cuts = choices.flatMap(({ cut }) => cut ?? []);
  const [longest] = cuts.toSorted((one, other) => other.length - one.length);
  if (longest === undefined) return [];
  const prefix = write(longest);
  if (isKindTold) return [m.teach_keys_kind({ prefix })];
  return [
    cuts.length === choices.length ? m.teach_keys_cut({ prefix }) : m.teach_keys_begins({ prefix }),
  ];
}

/** Null for scanners that type, which have no name. */
export function usedWords(reader: string | null): string {
  return reader === null ? m.teach_keys_used() : m.teach_used({ reader });
}
