/** How long the customer has been waiting, in four stages. */

/** The screen shows nothing, then a moving line, then what the kiosk is doing, then what the customer can expect. */
export type WaitStage = 'fresh' | 'line' | 'happening' | 'expecting';

export const EXPECTING_AFTER_MS = 5_000;

const STEPS = [
  { stage: 'line', afterMs: 300 },
  { stage: 'happening', afterMs: 1_000 },
  { stage: 'expecting', afterMs: EXPECTING_AFTER_MS },
] as const;

/** Call in a component's setup, when the wait begins. */
export function startWaiting(): { readonly current: WaitStage } {
  let current = $state<WaitStage>('fresh');
  $effect(() => {
    const timers = STEPS.map(({ stage, afterMs }) =>
      setTimeout(() => {
        current = stage;
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
