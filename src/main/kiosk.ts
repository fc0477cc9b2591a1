/** The composition root: puts the parts of the kiosk together, top to bottom. Knows no shell. */
import type { Intent, View } from '../shared/contract.ts';
import { createCustomerWallet } from './kiosk/customer-wallet.ts';
import {
  moneyOptionsOf,
  rulesOf,
  sessionConfigOf,
  sessionTokenPatternOf,
} from './kiosk/from-settings.ts';
import { createOneTimeCodes } from './kiosk/one-time-codes.ts';
import { keepInService } from './kiosk/keep-in-service.ts';
import type { KioskOptions } from './kiosk/kiosk-options.ts';
import { createMoney } from './kiosk/money.ts';
import { printReceipt } from './kiosk/print-receipt.ts';
import { NO_WALLET, runSession } from './kiosk/run-session.ts';
import { createScanIntake } from './kiosk/scan-intake.ts';
import { terminalOf } from './kiosk/terminal.ts';
import type { Rules } from './readers/rules.ts';
import { viewOf } from './session/view.ts';

export interface Kiosk {
  /** Calls back with the present view at once and with every later one; returns the unsubscribe. */
  onView(listener: (view: View) => void): () => void;
  intend(intent: Intent): void;
  /** A code as it was read, by whatever reader; `rules` are the reader's own, where it has some. */
  scan(text: string, rules?: Rules): void;
  /** A reader read something that is no code. */
  scanFailed(): void;
  /** Whether there is a reader that a card can be held against. */
  setReader(reader: View['reader']): void;
  /** Ends timers and connections, and closes the journal; resolves when nothing is in flight. */
  stop(): Promise<void>;
}

export function createKiosk(options: KioskOptions): Kiosk {
  const { world, settings, journal } = options;
  const { seenCards } = journal.opened;
  const config = sessionConfigOf(options);
  const listeners = new Set<(view: View) => void>();
  let revision = 0;
  let reader: View['reader'] = 'none';

  const moneyOptions = moneyOptionsOf(options, () => publish());
  const money = moneyOptions === null ? null : createMoney(moneyOptions);
  const codes = createOneTimeCodes(sessionTokenPatternOf(settings));
  const wallet = money === null ? NO_WALLET : createCustomerWallet(money.wallet, codes);
  const session = runSession({
    world,
    config,
    wallet,
    print: printReceipt(options.printer, currentView),
    onChange: () => publish(),
  });
  const tell = session.tell;
  const intake = createScanIntake({
    world,
    rules: rulesOf(settings),
    codes,
    scanned: (value) => tell({ kind: 'scanned', value }),
    announce: session.announce,
  });
  const service = keepInService({ world, settings, money, seenCards, config, tell });

  function currentView(): View {
    const shopName = service.shopName();
    return viewOf(session.machine(), terminalOf(options, { revision, money, shopName, reader }));
  }

  function publish(): void {
    revision += 1;
    if (listeners.size === 0) return;
    const view = currentView();
    for (const listener of listeners) listener(view);
  }

  money?.start();
  service.start();

  return {
    onView(listener) {
      listeners.add(listener);
      listener(currentView());
      return () => listeners.delete(listener);
    },
    intend: tell,
    scan: intake.take,
    scanFailed: intake.failed,
    setReader(now) {
      if (reader === now) return;
      reader = now;
      publish();
    },
    async stop() {
      service.stop();
      // Whoever is paying still sees what came of it.
      await money?.stop();
      session.stop();
      listeners.clear();
      journal.opened.close();
    },
  };
}
