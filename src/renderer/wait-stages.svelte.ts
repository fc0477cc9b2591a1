/** How long the customer has been waiting, in the four steps in which the screen speaks about it. */

/** Nothing before 300 ms, a quiet line, then what is happening, then what to expect. */
export type WaitStage = 'fresh' | 'line' | 'happening' | 'expecting';

export const EXPECTING_AFTER_MS = 5_000;

const STEPS = [
  { patience: 'line', afterMs: 300 },
  { patience: 'happening', afterMs: 1_000 },
  { patience: 'expecting', afterMs: EXPECTING_AFTER_MS },
] as const;

/** To be called in a component's setup, when the wait begins. */
export function startWaiting(): { readonly current: WaitStage } {
  let current = $state<WaitStage>('fresh');
  $effect(() => {
    const timers = STEPS.map(({ patience, afterMs }) =>
      setTimeout(() => {
        current = patience;
      }, afterMs),
    );
    return () => timers.forEach((timer) => clearTimeout(timer));
  });
  return {
    get current() {
      return current;
    },
  };
}
