/** Points in time. The name of every variable ends with its unit. */
import * as v from 'valibot';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const epochMsSchema = v.pipe(v.number(), v.safeInteger(), v.brand('EpochMs'));

export type EpochMs = v.InferOutput<typeof epochMsSchema>;

export function epochMs(ms: number): EpochMs {
  return v.parse(epochMsSchema, Math.round(ms));
}

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** Parses an ISO 8601 date and time. Null for anything else, also if the offset is missing. */
export function parseIsoInstant(text: string): EpochMs | null {
  return ISO_INSTANT.test(text) ? fromParsedDate(text) : null;
}

const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Parses an HTTP date in the form that senders must use (RFC 9110, 5.6.7). Null for anything else. */
export function parseHttpDate(text: string): EpochMs | null {
  return HTTP_DATE.test(text) ? fromParsedDate(text) : null;
}

function fromParsedDate(text: string): EpochMs | null {
  const parsed = v.safeParse(epochMsSchema, Date.parse(text));
  return parsed.success ? parsed.output : null;
}

/** The start of the month that is so many months after the month of this time, in UTC. */
export function utcMonthStart(at: EpochMs, months: number): EpochMs {
  const date = new Date(at);
  return epochMs(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
}

/** ISO 8601 in UTC, with milliseconds. */
export function isoText(at: EpochMs): string {
  return new Date(at).toISOString();
}
