/** The texts of the connection strip: why there is no connection, since when, what still works, which payments wait. */
import type { OfflineReason, View } from '../../shared/contract.ts';
import type { EpochMs } from '../../shared/time.ts';
import { durationText, momentText } from '../format/time.ts';
import { m } from '../messages/generated/messages.js';

interface ConnectionStripContent {
  offline: { reason: string; since: string; stillWorks: string } | null;
  /** The kiosk is sending the payments that have waited. */
  drain: { progress: string; left: string | null } | null;
  noMoney: string | null;
  waiting: { count: string; oldest: string | null } | null;
  held: string | null;
}

const OFFLINE_REASONS: Record<OfflineReason, () => string> = {
  noLink: m.offline_no_link,
  nameNotFound: m.offline_name_not_found,
  refused: m.offline_refused,
  timeout: m.offline_timeout,
  insecure: m.offline_insecure,
  captivePortal: m.offline_captive_portal,
  serverError: m.offline_server_error,
  tokenRefused: m.offline_token_refused,
  busy: m.offline_busy,
};

/** The strip does not mention a payment that has waited for a shorter time. */
const WAITING_SHOWN_AFTER_MS = 30_000;

/** Null if there is no strip. */
export function connectionStrip(
  view: View,
  now: EpochMs,
  moment: typeof momentText = momentText,
): ConnectionStripContent | null {
  if (!isDue(view, now)) return null;
  const { drain, takesMoney, waiting } = view;
  return {
    offline: offlineOf(view, now, moment),
    drain: drainOf(view),
    noMoney: takesMoney ? null : m.takes_no_money(),
    waiting: drain === null ? waitingOf(view, now) : null,
    held: waiting.heldCount > 0 ? m.waiting_held({ count: waiting.heldCount }) : null,
  };
}

function isDue({ connection, drain, waiting, takesMoney }: View, now: EpochMs): boolean {
  if (!takesMoney || connection.kind === 'offline' || drain !== null || waiting.heldCount > 0) {
    return true;
  }
  const { count, oldestAt } = waiting;
  return count > 0 && oldestAt !== null && now - oldestAt > WAITING_SHOWN_AFTER_MS;
}

function offlineOf(
  { connection, language }: View,
  now: EpochMs,
  moment: typeof momentText,
): ConnectionStripContent['offline'] {
  if (connection.kind !== 'offline') return null;
  return {
    reason: OFFLINE_REASONS[connection.reason](),
    since: m.offline_since({ time: moment(connection.since, now, language) }),
    stillWorks: connection.canSpend ? m.offline_can_spend() : m.offline_cannot_spend(),
  };
}

function drainOf({ drain, language }: View): ConnectionStripContent['drain'] {
  if (drain === null) return null;
  const { done, total, leftMs } = drain;
  const left = leftMs === null ? null : durationText(leftMs, language);
  return {
    progress: m.drain_heading({ done, total }),
    left: left === null ? null : m.drain_left({ duration: left }),
  };
}

function waitingOf({ waiting, language }: View, now: EpochMs): ConnectionStripContent['waiting'] {
  const { count, oldestAt } = waiting;
  if (count === 0) return null;
  const age = oldestAt === null ? null : durationText(now - oldestAt, language);
  return {
    count: m.waiting_count({ count }),
    oldest: age === null ? null : m.waiting_oldest({ age }),
  };
}
