/** Whether the connection strip is shown. A payment that has only just started to wait is not worth telling. */
import type { View } from '../../shared/contract.ts';
import type { EpochMs } from '../../shared/time.ts';

const NEWS_AFTER_MS = 30_000;

export function isNoticeDue(
  { connection, drain, waiting, takesMoney }: View,
  now: EpochMs,
): boolean {
  if (!takesMoney || connection.kind === 'offline' || drain !== null || waiting.heldCount > 0)
    return true;
  return waiting.count > 0 && waiting.oldestAt !== null && now - waiting.oldestAt > NEWS_AFTER_MS;
}
