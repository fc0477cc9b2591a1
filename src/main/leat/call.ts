/** One call to the API, from the path to the outcome. Each call is sent exactly once; nothing here retries. */
import type * as v from 'valibot';
import type { EpochMs } from '../../shared/time.ts';
import type { HttpRequest, World } from '../world/world.ts';
import type { LeatConfig } from './config.ts';
import type { Outcome } from './outcome.ts';
import type { ServerClock } from './server-clock.ts';
import { serverDateOf, toOutcome } from './to-outcome.ts';

export interface Call<T> {
  method: 'GET' | 'POST';
  path: string;
  /** Null for a call without a body. */
  json: Readonly<Record<string, unknown>> | null;
  timeoutMs: number;
  schema: v.GenericSchema<unknown, T>;
  /** Returns the time of the row that the call made. Left out if the call makes none. */
  createdAtOf?: (value: T) => EpochMs;
}

export type Caller = <T>(call: Call<T>) => Promise<Outcome<T>>;

/** Never rejects: every failure is an outcome. Each reply of the API also sets the server's clock. */
export function createCaller(config: LeatConfig, world: World, clock: ServerClock): Caller {
  const baseUrl = config.baseUrl.replace(/\/+$/, '');
  return async (call) => {
    const sentAtMonotonicMs = world.monotonicMs();
    const sentAtMs = world.now();
    const result = await world.http(toRequest(call, baseUrl, config.token));
    const outcome = toOutcome(result, call.schema, world.now());
    // The login page of a hotspot has a date too. So only replies of the API itself set the clock.
    if (result.kind === 'response' && (outcome.kind === 'ok' || outcome.kind === 'refused')) {
      const createdAt = outcome.kind === 'ok' ? (call.createdAtOf?.(outcome.value) ?? null) : null;
      clock.observe({ serverAt: serverDateOf(result), sentAtMonotonicMs, sentAtMs, createdAt });
    }
    config.onOutcome(outcome);
    return outcome;
  };
}

function toRequest(
  call: Omit<Call<unknown>, 'schema' | 'createdAtOf'>,
  baseUrl: string,
  token: string,
): HttpRequest {
  return {
    method: call.method,
    url: `${baseUrl}${call.path}`,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      // A compressed reply is read too, but it only adds a way to fail.
      'accept-encoding': 'identity',
      ...(call.json === null ? {} : { 'content-type': 'application/json' }),
    },
    body: call.json === null ? null : JSON.stringify(call.json),
    timeoutMs: call.timeoutMs,
  };
}
