/** Why no profile is proposed, and what to do about it. */
import type { TeachReason } from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';

export const TEACH_WORDS: Record<TeachReason, () => string> = {
  sameNumber: m.teach_same,
  changes: m.teach_changes,
  unclear: m.teach_unclear,
  otherReports: m.teach_other,
  neverQuiet: m.teach_never_quiet,
  alreadyWorks: m.teach_already,
};
