/** Finds out whether the kiosk is on the sandbox. It sends requests to this machine only, never to the real API. */
import * as v from 'valibot';
import { DEMO_CARD_KINDS, type DemoCard } from '../../shared/contract.ts';
import type { World } from '../world/world.ts';

export interface Demo {
  isSandbox: boolean;
  /** The demo cards that can be touched on the screen. */
  demoCards: readonly DemoCard[];
}

/** The value for a kiosk that takes real money. */
export const NOT_A_DEMO: Demo = { isSandbox: false, demoCards: [] };

const TIMEOUT_MS = 3_000;

const demoCardsSchema = v.array(
  v.object({
    kind: v.picklist(DEMO_CARD_KINDS),
    value: v.pipe(v.string(), v.maxLength(200)),
  }),
);

/** True if the address is on this machine. A sandbox cannot be anywhere else. */
export function canBeSandbox(apiUrl: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(apiUrl).hostname);
}

/** Asks the server at the address for its demo cards. A server without them is not a sandbox. */
export async function findDemo(world: Pick<World, 'http'>, apiUrl: string): Promise<Demo> {
  if (!canBeSandbox(apiUrl)) return NOT_A_DEMO;
  const result = await world.http({
    method: 'GET',
    url: `${apiUrl}/__sandbox/demo-cards`,
    headers: { accept: 'application/json' },
    body: null,
    timeoutMs: TIMEOUT_MS,
  });
  if (result.kind !== 'response' || result.status !== 200) return NOT_A_DEMO;
  const cards = v.safeParse(v.pipe(v.string(), v.parseJson(), demoCardsSchema), result.body);
  return cards.success ? { isSandbox: true, demoCards: cards.output } : NOT_A_DEMO;
}
