/** The composition root: creates the parts of the kiosk and connects them. It depends on no shell. */
import type { Intent, View } from '../shared/contract.ts';
import type { DecisionContext } from './sync/decisions.ts';
import type { WedgeSettings } from '../wedge/config.ts';
import { createAvailability } from './kiosk/availability.ts';
import { createCustomerWallet } from './kiosk/customer-wallet.ts';
import { moneyOptionsOf, pinCheckOf, sessionConfigOf } from './kiosk/from-settings.ts';
import type { KioskOptions } from './kiosk/kiosk-options.ts';
import { createMoney, type Money } from './kiosk/money.ts';
import { createOneTimeCodes } from './kiosk/one-time-codes.ts';
import { createReceiptPrinting } from './kiosk/receipt-printing.ts';
import { createReaderInput, type ReaderInput } from './kiosk/reader-input.ts';
import { createRefusedScans } from './kiosk/refused-scans.ts';
import { createScanIntake } from './kiosk/scan-intake.ts';
import { createSessionRunner, NO_WALLET, type SessionRunner } from './kiosk/session-runner.ts';
import { createShutdownGrace, owesResult, type ShutdownGrace } from './kiosk/shutdown-grace.ts';
import { createStaffArea } from './kiosk/staff-area.ts';
import { createStaffNotices } from './kiosk/staff-notices.ts';
import { createTerminal } from './kiosk/terminal.ts';
import { createViewPublisher } from './kiosk/view-publisher.ts';
import { createWedgeSetup } from './kiosk/wedge-setup.ts';
import { viewOf } from './session/view.ts';

export interface Kiosk extends ReaderInput {
  /** With this, decisions of staff about held operations are checked and carried out. Null if no money can move. */
  decisions: DecisionContext | null;
  /** Calls back with the present view at once, and with every later view. Returns the function that unsubscribes. */
  onView(listener: (view: View) => void): () => void;
  dispatch(intent: Intent): void;
  /**
   * Calls back with the settings of scanners that type: at once, and after every change. Returns the function that
   * unsubscribes.
   */
  onWedge: (listener: (wedge: WedgeSettings) => void) => () => void;
  /** Ends timers and connections, and closes the journal. Resolves when nothing is in flight. */
  stop(): Promise<void>;
}

/** What a shell shows and sends. */
export type ShownKiosk = Pick<Kiosk, 'onView' | 'onWedge' | 'dispatch' | 'type'>;

export function createKiosk(options: KioskOptions): Kiosk {
  const { world, settings, isSandbox } = options;
  const config = sessionConfigOf(options);
  const terminal = createTerminal(options);
  const views = createViewPublisher(viewAt);

  const money = moneyOf(options, {
    onChange: views.publish,
    onConnection: (isOnline) => dispatch({ kind: 'connectionChanged', isOnline }),
  });
  const codes = createOneTimeCodes(settings.sessionTokenPattern);
  const wallet = money === null ? NO_WALLET : createCustomerWallet(money.wallet, codes);

  const refused = createRefusedScans(options);
  const notices = createStaffNotices(options, money, refused);
  const wedge = createWedgeSetup(settings.wedge, options.saveWedge);
  const staff = createStaffArea({
    ...pinCheckOf(options, config),
    wedge,
    notices: notices.list,
    onChange: views.publish,
    onCardTaken: () => dispatch({ kind: 'touch' }),
  });

  const shutdownGrace = createShutdownGrace(world);
  const session = createSessionRunner({
    ...{ world, config, wallet, staff },
    print: createReceiptPrinting(options.printer, views.current),
    onChange(machine) {
      staff.setOpen(machine.state.kind === 'staffReaders');
      views.publish();
      shutdownGrace.changed(machine);
    },
  });
  const { dispatch } = session;

  const intake = createScanIntake({
    ...{ world, codes },
    rules: settings.identifier,
    scanned: (value) => dispatch({ kind: 'scanned', value }),
    announce: session.announce,
    refused: refused.note,
  });
  const readers = createReaderInput({
    ...{ staff, intake, isSandbox, wedge },
    onChange: views.publish,
  });
  const availability = createAvailability({ ...options, money, config, dispatch });

  function viewAt(revision: number): View {
    const [shopName, shown] = [availability.shopName(), readers.shownReaders()];
    const now = { revision, money, shopName, readers: shown, staff: staff.board() };
    return viewOf(session.machine(), terminal(now));
  }

  money?.start();
  options.journalCheck?.onChange(views.publish);
  options.settingsFile?.onChange(views.publish);
  notices.start();
  availability.start();
  return {
    ...readers.input,
    decisions: money?.decisions ?? null,
    onView: views.onView,
    onWedge: wedge.onWedge,
    dispatch(intent) {
      if (intent.kind === 'pressDigit' && staff.isOpen()) {
        staff.showCode(String(intent.digit), null);
      }
      dispatch(intent);
    },
    stop: () =>
      stopAll({ availability, money, staff, session, shutdownGrace, views, notices }, options),
  };
}

/** Null if no money can move; see `moneyOptionsOf`. */
function moneyOf(
  options: KioskOptions,
  callbacks: Parameters<typeof moneyOptionsOf>[1],
): Money | null {
  const moneyOptions = moneyOptionsOf(options, callbacks);
  return moneyOptions === null ? null : createMoney(moneyOptions);
}

interface Stoppable {
  stop: () => void;
}

interface Parts {
  availability: Stoppable;
  money: Money | null;
  staff: Stoppable;
  session: Pick<SessionRunner, 'machine' | 'stop'>;
  shutdownGrace: ShutdownGrace;
  views: Stoppable;
  notices: Stoppable;
}

/** Stops all parts. A customer who is paying still sees the result. */
async function stopAll(parts: Parts, { journal }: KioskOptions): Promise<void> {
  const { availability, money, staff, session, shutdownGrace, views, notices } = parts;
  availability.stop();
  notices.stop();
  const isOwed = owesResult(session.machine());
  await money?.stop();
  if (isOwed) await shutdownGrace.isRead(session.machine());
  staff.stop();
  session.stop();
  views.stop();
  journal.opened.close();
}
