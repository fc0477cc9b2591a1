/** The current time, to show how old something is. It updates every few seconds, and only while a component uses it. */
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
