/** The composition root: puts the parts of the kiosk together, top to bottom. Knows no shell. */
import type { Intent, View } from '../shared/contract.ts';
import { identifierValueSchema } from '../shared/ids.ts';
import * as v from 'valibot';
import { keepInService } from './kiosk/keep-in-service.ts';
import { createMoney, type Money } from './kiosk/money.ts';
import { runSession } from './kiosk/run-session.ts';
import { moneyOptionsOf, NO_WALLET, sessionConfigOf } from './kiosk/options.ts';
import { terminalOf } from './kiosk/terminal.ts';
import type { JournalForKiosk } from './kiosk/open-journal-for-kiosk.ts';
import { viewOf } from './session/view.ts';
import type { LoadedSettings } from './settings/load.ts';
import type { World } from './world.ts';

export interface Kiosk {
  /** Calls back with the present view at once and with every later one; returns the unsubscribe. */
  onView(listener: (view: View) => void): () => void;
  intend(intent: Intent): void;
  /** A card value delivered by a reader. */
  scan(value: string): void;
  /** Null where no account is configured. */
  money: Money | null;
  /** Ends timers and connections, and closes the journal; resolves when nothing is in flight. */
  stop(): Promise<void>;
}

export interface KioskOptions {
  world: World;
  settings: LoadedSettings;
  journal: JournalForKiosk;
  isSandbox: boolean;
  demoCards: readonly { label: string; value: string }[];
}

export function createKiosk(options: KioskOptions): Kiosk {
  const { world, settings, journal } = options;
  const listeners = new Set<(view: View) => void>();
  let revision = 0;

  const moneyOptions = moneyOptionsOf(options, () => publish());
  const money = moneyOptions === null ? null : createMoney(moneyOptions);
  const session = runSession({
    world,
    config: sessionConfigOf(options),
    wallet: money?.wallet ?? NO_WALLET,
    onChange: () => publish(),
  });
  const service = keepInService({
    world,
    settings,
    money,
    seenCards: journal.opened.seenCards,
    tell: (event) => session.tell(event),
    config: sessionConfigOf(options),
  });

  let view = currentView();

  function currentView(): View {
    revision += 1;
    const terminal = terminalOf(options, { revision, money, shopName: service.shopName() });
    return viewOf(session.machine(), terminal);
  }

  function publish(): void {
    view = currentView();
    for (const listener of listeners) listener(view);
  }

  money?.start();
  service.start();
  return {
    money,
    onView(listener) {
      listeners.add(listener);
      listener(view);
      return () => listeners.delete(listener);
    },
    intend: (intent) => session.tell(intent),
    scan(value) {
      const parsed = v.safeParse(identifierValueSchema, value.trim());
      if (parsed.success) session.tell({ kind: 'scanned', value: parsed.output });
    },
    async stop() {
      listeners.clear();
      session.stop();
      service.stop();
      await money?.stop();
      journal.opened.close();
    },
  };
}
