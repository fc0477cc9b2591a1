/**
 * Which events and operations may move to an archive. Pure.
 * The time is the ledger's, from the last report: a wrong clock of this machine moves nothing. And what is older than the
 * report was compared with the ledger.
 */
import * as v from 'valibot';
import { contactUuidSchema, type ContactUuid } from '../../../shared/ids.ts';
import { epochMsSchema, isoText, utcMonthStart, type EpochMs } from '../../../shared/time.ts';
import type { Operation } from '../operation.ts';
import type { StoredReport } from '../reports.ts';

export interface Due {
  /** Only what is older than this may leave. The start of a month, in UTC. */
  before: EpochMs;
  /** The contacts that the last report could not compare. Their operations stay. */
  unread: ReadonlySet<ContactUuid>;
}

/** More contacts than this are not skipped one by one: the next report comes first. */
const UNREAD_MAX = 100;

const reportSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ at: v.nullable(epochMsSchema), unread: v.array(contactUuidSchema) }),
);

/**
 * `keepMonths`: so many whole months stay, besides the present one; at least 1. Null if nothing may leave now: the journal
 * was not compared with the ledger lately, or the time is not known.
 */
export function dueOf(
  report: StoredReport | null,
  { keepMonths, now }: { keepMonths: number; now: EpochMs },
): Due | null {
  const parsed = v.safeParse(reportSchema, report?.body ?? '');
  if (!parsed.success) return null;
  const { at, unread } = parsed.output;
  if (at === null || unread.length > UNREAD_MAX) return null;
  const months = Math.max(1, keepMonths);
  return { before: utcMonthStart(at < now ? at : now, -months), unread: new Set(unread) };
}

/** `2026-01`. */
export function monthOf(at: EpochMs): string {
  return isoText(at).slice(0, 7);
}

/**
 * Nothing may ever need the operation again: it is settled, and it never left this machine, or it left at a time that is
 * known and was compared. The comparison looks at the operations without a time again and again.
 */
export function mayLeave(operation: Operation, { before, unread }: Due): boolean {
  const { isSettled, heldReason, contactUuid, sends, lastSentAtServer } = operation;
  if (!isSettled || heldReason !== null || unread.has(contactUuid)) return false;
  return lastSentAtServer === null ? sends === 0 : lastSentAtServer < before;
}
