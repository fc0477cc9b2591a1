/** Formats moments and durations as short texts. */
import type { Language } from '../../shared/contract.ts';
import { dateText, numberFormat } from '../../shared/intl.ts';
import type { EpochMs } from '../../shared/time.ts';
import { localeOf } from '../../shared/languages/index.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** `14:02` on the same day, else with the day: `3 Nov, 14:02`, or `30 Nov 2025, 14:02` if it is not this year's. */
export function momentText(at: EpochMs, now: EpochMs, language: Language): string {
  return dateText(at, localeOf(language), { ...dayOf(at, now), ...TIME });
}

/** The same with the month in full. A voice reads a short one as it stands: `5 sept.` sounds like five seven. */
export function spokenMomentText(at: EpochMs, now: EpochMs, language: Language): string {
  const day = dayOf(at, now);
  const month = day.month === undefined ? {} : { month: 'long' as const };
  return dateText(at, localeOf(language), { ...day, ...month, ...TIME });
}

/** The hour and the minute alone: `14:02`. */
export function clockText(at: EpochMs, language: Language): string {
  return dateText(at, localeOf(language), TIME);
}

/** For one of the last two days its word, else `Sunday 24 November`, or `30 November 2025` if it is not this year's. */
export function dayText(
  at: EpochMs,
  now: EpochMs,
  { language, today, yesterday }: { language: Language; today: string; yesterday: string },
): string {
  const day = dayKey(at);
  const before = new Date(now);
  before.setDate(before.getDate() - 1);
  if (day === dayKey(now)) return today;
  if (day === before.toDateString()) return yesterday;
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear() && at <= now;
  return dateText(at, localeOf(language), {
    ...(isThisYear ? { weekday: 'long' } : { year: 'numeric' }),
    day: 'numeric',
    month: 'long',
  });
}

/** The same text for all moments of one day of this machine's calendar. */
export function dayKey(at: EpochMs): string {
  return new Date(at).toDateString();
}

/** A day that is still to come, by a clock that is behind, has its year too: it could be last year's. */
function dayOf(at: EpochMs, now: EpochMs): Intl.DateTimeFormatOptions {
  const [day, today] = [new Date(at), new Date(now)];
  if (day.toDateString() === today.toDateString()) return {};
  const isThisYear = day.getFullYear() === today.getFullYear() && at <= now;
  return { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) };
}

/** A duration in its largest whole unit: `40 seconds`, `12 minutes`, `3 hours`, `2 days`. */
export function durationText(lengthMs: number, language: Language): string {
  const { unit, unitMs } = unitFor(lengthMs);
  const count = Math.max(unit === 'second' ? 1 : 0, Math.floor(lengthMs / unitMs));
  return numberFormat(localeOf(language), {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 0,
  }).format(count);
}

function unitFor(lengthMs: number): {
  unit: 'second' | 'minute' | 'hour' | 'day';
  unitMs: number;
} {
  if (lengthMs < MINUTE_MS) return { unit: 'second', unitMs: 1000 };
  if (lengthMs < HOUR_MS) return { unit: 'minute', unitMs: MINUTE_MS };
  if (lengthMs < DAY_MS) return { unit: 'hour', unitMs: HOUR_MS };
  return { unit: 'day', unitMs: DAY_MS };
}

/** The time with seconds, for the staff screens. */
export function timeWithSeconds(at: EpochMs, language: Language): string {
  return dateText(at, localeOf(language), { ...TIME, second: '2-digit' });
}
