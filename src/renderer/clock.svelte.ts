/** The time of day for ages on the screen: told anew every few seconds, and only while somebody looks. */
import { createSubscriber } from 'svelte/reactivity';
import { epochMs, type EpochMs } from '../shared/time.ts';

const TICK_MS = 5_000;

const subscribe = createSubscriber((tell) => {
  const timer = setInterval(tell, TICK_MS);
  return () => clearInterval(timer);
});

export function now(): EpochMs {
  subscribe();
  return epochMs(Date.now());
}
