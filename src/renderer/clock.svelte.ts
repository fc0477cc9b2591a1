/** The current time, for ages on the screen. It updates every few seconds, and only while something shows it. */
import { createSubscriber } from 'svelte/reactivity';
import { epochMs, type EpochMs } from '../shared/time.ts';

const TICK_MS = 5_000;

const subscribe = createSubscriber((report) => {
  const timer = setInterval(report, TICK_MS);
  return () => clearInterval(timer);
});

export function now(): EpochMs {
  subscribe();
  return epochMs(Date.now());
}
