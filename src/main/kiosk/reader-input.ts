/**
 * Routes the scans of the readers to the person at the kiosk: to staff while the staff screen is open, else to the
 * customer.
 * Stores the state of the readers that the screen shows.
 */
import type { View } from '../../shared/contract.ts';
import { splitAim } from '../readers/decode/aim.ts';
import type { Fault } from '../readers/decode/decoding.ts';
import { gestureFor, type ReaderHealth } from '../readers/health.ts';
import { swipeProblem } from '../readers/payment-card.ts';
import type { RawReport } from '../readers/supervisor/supervisor.ts';
import type { Typed } from '../readers/teach/keys.ts';
import { rulesOfTyped } from '../readers/typed-rules.ts';
import { readerOnScreen } from './reader-on-screen.ts';
import type { ScanIntake, ScanSource, Taken } from './scan-intake.ts';
import type { ReadersControl, StaffArea } from './staff-area.ts';
import type { WedgeSetup } from './wedge-setup.ts';

export interface ReaderInput {
  /**
   * Takes a scan, as it was read. Without a source, a demo card was touched on the screen or sent by `npm run scan`.
   */
  scan(text: string, source?: ScanSource): Taken | 'shownToStaff';
  /** Takes a scan that a scanner typed, or typed keys that are not a valid scan. */
  type(typed: Typed): void;
  /** The reader read something that is not a card value or a QR code. */
  scanFailed(why: Fault, source: Pick<ScanSource, 'key' | 'name'>): Taken | 'shownToStaff';
  setReaders(health: readonly ReaderHealth[]): void;
  attachReaders: (readers: ReadersControl) => void;
  /** Takes a raw report of a device. The readers send these only while staff teach the kiosk a reader. */
  showReport: (report: RawReport) => void;
}

export type ShownReaders = Pick<View, 'reader' | 'gesture'>;

export interface ReaderInputOptions {
  staff: StaffArea;
  intake: ScanIntake;
  isSandbox: boolean;
  wedge: Pick<WedgeSetup, 'now'>;
  onChange: () => void;
}

/** Key events do not say which scanner typed them, so all scanners that type count as one reader. */
const TYPED_SOURCE = { key: 'typed' };

export function createReaderInput({
  staff,
  intake,
  isSandbox,
  wedge,
  onChange,
}: ReaderInputOptions): {
  input: ReaderInput;
  shownReaders: () => ShownReaders;
} {
  let shown: ShownReaders = { reader: 'none', gesture: 'either' };

  function show(next: ShownReaders): void {
    if (shown.reader === next.reader && shown.gesture === next.gesture) return;
    shown = next;
    onChange();
  }

  const input: ReaderInput = {
    scan(text, source) {
      // Staff must not see the number of a bank card either.
      if (!staff.isOpen() || swipeProblem(text) !== null) return intake.take(text, source);
      staff.showCode(text, source?.name ?? null);
      return 'shownToStaff';
    },
    type(typed) {
      const isSwiped = typed.text !== null && swipeProblem(typed.text) !== null;
      if (staff.isOpen() && !isSwiped) staff.showTyped(typed);
      else if (typed.text === null) intake.failed('incomplete', TYPED_SOURCE);
      else {
        const { codes, prefix } = wedge.now();
        const rules = rulesOfTyped(typed.text, codes);
        // The prefix is cut off already. Only barcode scanners send an AIM identifier.
        const isNeverRandom = prefix !== null && splitAim(prefix).aim !== null;
        intake.take(typed.text, { ...TYPED_SOURCE, rules, isNeverRandom });
      }
    },
    scanFailed: (why, source) => (staff.isOpen() ? 'shownToStaff' : intake.failed(why, source)),
    setReaders(health) {
      staff.setHealth(health);
      show({ reader: readerOnScreen(health, { isSandbox }), gesture: gestureFor(health) });
    },
    attachReaders: staff.attachReaders,
    showReport: staff.showReport,
  };
  return { input, shownReaders: () => shown };
}
