/** Points in time and lengths of time, each with its unit in its name. */
import * as v from 'valibot';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const epochMsSchema = v.pipe(v.number(), v.safeInteger(), v.brand('EpochMs'));

export type EpochMs = v.InferOutput<typeof epochMsSchema>;

export function epochMs(ms: number): EpochMs {
  return v.parse(epochMsSchema, Math.round(ms));
}
