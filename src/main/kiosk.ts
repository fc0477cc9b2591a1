/** The composition root: puts the parts of the kiosk together, top to bottom. Knows no shell. */
import type { Intent, View } from '../shared/contract.ts';
import type { WedgeSettings } from '../wedge/config.ts';
import type { Typed } from './readers/teach/keys.ts';
import { createCustomerWallet } from './kiosk/customer-wallet.ts';
import {
  moneyOptionsOf,
  pinCheckOf,
  rulesOf,
  sessionConfigOf,
  sessionTokenPatternOf,
  wedgeOf,
} from './kiosk/from-settings.ts';
import { createOneTimeCodes } from './kiosk/one-time-codes.ts';
import { createAvailability } from './kiosk/availability.ts';
import type { KioskOptions } from './kiosk/kiosk-options.ts';
import { createShutdownGrace, owesResult, type ShutdownGrace } from './kiosk/shutdown-grace.ts';
import { createMoney, type Money } from './kiosk/money.ts';
import { printReceipt } from './kiosk/print-receipt.ts';
import { readerOnScreen } from './kiosk/reader-on-screen.ts';
import { NO_WALLET, createSessionRunner, type SessionRunner } from './kiosk/session-runner.ts';
import {
  createScanIntake,
  type ScanIntake,
  type ScanSource,
  type Taken,
} from './kiosk/scan-intake.ts';
import { createStaffArea, type ReadersControl, type StaffArea } from './kiosk/staff-area.ts';
import { createWedgeSetup } from './kiosk/wedge-setup.ts';
import { terminalOf, type TerminalNow } from './kiosk/terminal.ts';
import { gestureFor, type ReaderHealth } from './readers/health.ts';
import type { RawReport } from './readers/supervisor/supervisor.ts';
import { viewOf } from './session/view.ts';

export interface Kiosk {
  /** Calls back with the present view at once and with every later one; returns the unsubscribe. */
  onView(listener: (view: View) => void): () => void;
  dispatch(intent: Intent): void;
  /**
   * A code as it was read; without a reader it was touched on the screen, or sent for a demonstration. Gives what
   * became of it.
   */
  scan(text: string, reader?: ScanSource): Taken | 'shownToStaff';
  /** A code that a scanner typed, or something of one that cannot be taken. */
  type(typed: Typed): void;
  /** Calls back with how scanners type, at once and after every change; returns the unsubscribe. */
  onWedge: (listener: (wedge: WedgeSettings) => void) => () => void;
  /** The reader of that key read something that is no code. Gives what became of it. */
  scanFailed(key: string): Taken | 'shownToStaff';
  /** How the readers are, whether there is one that a card can be held against, and how to change them. */
  setReaders(health: readonly ReaderHealth[]): void;
  attachReaders: (readers: ReadersControl) => void;
  /** A whole report of a device. The readers pass it on only while staff teach the kiosk a reader. */
  showReport: (report: RawReport) => void;
  /** Ends timers and connections, and closes the journal; resolves when nothing is in flight. */
  stop(): Promise<void>;
}

export function createKiosk(options: KioskOptions): Kiosk {
  const { world, settings } = options;
  const { opened } = options.journal;
  const config = sessionConfigOf(options);
  const listeners = new Set<(view: View) => void>();
  let revision = 0;
  let readers: TerminalNow['readers'] = { reader: 'none', gesture: 'either' };

  const money = moneyOf(options, () => publish());
  const codes = createOneTimeCodes(sessionTokenPatternOf(settings));
  const wallet = money === null ? NO_WALLET : createCustomerWallet(money.wallet, codes);
  const wedge = createWedgeSetup(wedgeOf(settings), options.saveWedge);
  const staff = createStaffArea({
    ...pinCheckOf(options, config),
    wedge,
    onChange: () => publish(),
    onCardTaken: () => tell({ kind: 'touch' }),
  });
  const shutdownGrace = createShutdownGrace(world);
  const session = createSessionRunner({
    world,
    config,
    wallet,
    print: printReceipt(options.printer, currentView),
    staff,
    onChange(machine) {
      staff.setOpen(machine.state.kind === 'staffReaders');
      publish();
      shutdownGrace.changed(machine);
    },
  });
  const tell = session.tell;
  const intake = createScanIntake({
    world,
    rules: rulesOf(settings),
    codes,
    scanned: (value) => tell({ kind: 'scanned', value }),
    announce: session.announce,
  });
  const service = createAvailability({ ...options, ...opened, money, config, tell });

  function currentView(): View {
    const now = { revision, money, shopName: service.shopName(), readers, staff: staff.board() };
    return viewOf(session.machine(), terminalOf(options, now));
  }

  function publish(): void {
    revision += 1;
    for (const listener of listeners) listener(currentView());
  }

  function setReaders(now: TerminalNow['readers']): void {
    if (readers.reader === now.reader && readers.gesture === now.gesture) return;
    readers = now;
    publish();
  }

  money?.start();
  service.start();

  return {
    onView(listener) {
      listeners.add(listener);
      listener(currentView());
      return () => listeners.delete(listener);
    },
    dispatch(intent) {
      if (intent.kind === 'pressDigit' && staff.isOpen())
        staff.showCode(String(intent.digit), null);
      tell(intent);
    },
    ...readersOf({ staff, intake, isSandbox: options.isSandbox }, setReaders),
    onWedge: wedge.onWedge,
    stop: () => endOf({ ...options, service, money, staff, session, shutdownGrace, listeners }),
  };
}

interface Running {
  service: Pick<ReturnType<typeof createAvailability>, 'stop'>;
  money: Money | null;
  staff: StaffArea;
  session: Pick<SessionRunner, 'machine' | 'stop'>;
  shutdownGrace: ShutdownGrace;
  listeners: Set<unknown>;
  journal: KioskOptions['journal'];
}

/** Whoever is paying still sees what came of it. */
async function endOf(running: Running): Promise<void> {
  const { service, money, staff, session, shutdownGrace, listeners, journal } = running;
  service.stop();
  const isOwed = owesResult(session.machine());
  await money?.stop();
  if (isOwed) await shutdownGrace.isRead(session.machine());
  staff.stop();
  session.stop();
  listeners.clear();
  journal.opened.close();
}

/** Null where the settings do not say whose money it is. */
function moneyOf(options: KioskOptions, onChange: () => void): Money | null {
  const moneyOptions = moneyOptionsOf(options, onChange);
  return moneyOptions === null ? null : createMoney(moneyOptions);
}

/** All scanners that type are one: keys do not tell which of them they come from. */
const TYPED = { key: 'typed', rules: null };

/** What is read goes to whoever is at the kiosk: to staff while they look, and else to the customer. */
function readersOf(
  { staff, intake, isSandbox }: { staff: StaffArea; intake: ScanIntake; isSandbox: boolean },
  setReaders: (readers: TerminalNow['readers']) => void,
): Pick<Kiosk, 'scan' | 'type' | 'scanFailed' | 'setReaders' | 'attachReaders' | 'showReport'> {
  return {
    scan(text, source) {
      if (!staff.isOpen()) return intake.take(text, source);
      staff.showCode(text, source?.name ?? null);
      return 'shownToStaff';
    },
    type(typed) {
      if (staff.isOpen()) staff.showTyped(typed);
      else if (typed.text === null) intake.failed(TYPED);
      else intake.take(typed.text, TYPED);
    },
    scanFailed: (key) => (staff.isOpen() ? 'shownToStaff' : intake.failed({ key })),
    setReaders(health) {
      staff.setHealth(health);
      setReaders({ reader: readerOnScreen(health, { isSandbox }), gesture: gestureFor(health) });
    },
    attachReaders: staff.attachReaders,
    showReport: staff.showReport,
  };
}
