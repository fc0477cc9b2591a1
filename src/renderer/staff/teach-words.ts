/** The words of the lesson, for the screen and for the voice. Pure. */
import type { Teaching, TeachReason } from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';

/** Why no profile is proposed, and what to do about it. */
export const TEACH_WORDS: Record<TeachReason, () => string> = {
  sameNumber: m.teach_same,
  changes: m.teach_changes,
  unclear: m.teach_unclear,
  otherReports: m.teach_other,
  neverQuiet: m.teach_never_quiet,
  alreadyWorks: m.teach_already,
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
