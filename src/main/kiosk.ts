/** The composition root: puts the parts of the kiosk together. Knows no shell. */
import type { Intent, View } from '../shared/contract.ts';
import type { LoadedSettings } from './settings/load.ts';
import type { World } from './world.ts';

export interface Kiosk {
  /** Calls back with the present view at once and with every later one; returns the unsubscribe. */
  onView(listener: (view: View) => void): () => void;
  intend(intent: Intent): void;
  /** A card value delivered by a reader. */
  scan(value: string): void;
  /** Ends timers and connections, and closes the journal; resolves when nothing is in flight. */
  stop(): Promise<void>;
}

export interface KioskOptions {
  world: World;
  settings: LoadedSettings;
  dataDir: string;
  isSandbox: boolean;
  demoCards: readonly { label: string; value: string }[];
}

export function createKiosk(options: KioskOptions): Kiosk {
  const view: View = {
    revision: 0,
    screenId: 0,
    language: 'en',
    languages: ['en', 'nl'],
    currency: 'EUR',
    shopName: null,
    accentColor: null,
    readerPlace: 'below',
    isSandbox: options.isSandbox,
    demoCards: [...options.demoCards],
    connection: { kind: 'online' },
    waiting: { count: 0, oldestAt: null, heldCount: 0 },
    drain: null,
    screen: { kind: 'idle' },
    overlay: null,
    notice: null,
  };
  return {
    onView: (listener) => {
      listener(view);
      return () => undefined;
    },
    intend: () => undefined,
    scan: () => undefined,
    stop: () => Promise.resolve(),
  };
}
