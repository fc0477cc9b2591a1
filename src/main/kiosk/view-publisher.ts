/** Sends the present view to all listeners, with a revision that grows each time. */
import type { View } from '../../shared/contract.ts';

export interface ViewPublisher {
  /** Calls back at once, and at every change. Returns the function that unsubscribes. */
  onView: (listener: (view: View) => void) => () => void;
  publish: () => void;
  current: () => View;
  stop: () => void;
}

export function createViewPublisher(viewAt: (revision: number) => View): ViewPublisher {
  const listeners = new Set<(view: View) => void>();
  let revision = 0;
  return {
    onView(listener) {
      listeners.add(listener);
      listener(viewAt(revision));
      return () => listeners.delete(listener);
    },
    publish() {
      revision += 1;
      for (const listener of listeners) listener(viewAt(revision));
    },
    current: () => viewAt(revision),
    stop: () => listeners.clear(),
  };
}
