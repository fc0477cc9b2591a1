import { expect, it } from 'vitest';
import { readerOnScreen } from '../../../src/main/kiosk/reader-on-screen.ts';
import { rowWithoutLibrary } from '../../../src/main/readers/worker/hid/find-readers.ts';
import type { ReaderHealth } from '../../../src/main/readers/health.ts';

const WITHOUT_LIBRARY: ReaderHealth = {
  ...rowWithoutLibrary(new Error('libusb-1.0.so.0: cannot open shared object file')),
  wasReady: false,
};

const PULLED_OUT: ReaderHealth = {
  key: 'hid',
  name: 'Scanner',
  driver: 'hidPos',
  status: { kind: 'away' },
  isExpected: true,
  wasReady: true,
};

const PCSC_WITHOUT_LIBRARY: ReaderHealth = { ...WITHOUT_LIBRARY, key: 'pcsc', driver: 'pcsc' };

it('starts a demo without a warning on a machine that cannot read cards and has no reader', () => {
  expect(readerOnScreen([WITHOUT_LIBRARY], { isSandbox: true })).toBe('none');
});

it.each([
  { missed: 'one that was pulled out', row: PULLED_OUT },
  { missed: 'one that was set up and lacks its library', row: PCSC_WITHOUT_LIBRARY },
])('tells a demo, too, of a reader that is missed: $missed', ({ row }) => {
  expect(readerOnScreen([WITHOUT_LIBRARY, row], { isSandbox: true })).toBe('away');
});

it('says on the screen of a real kiosk that cards cannot be read', () => {
  expect(readerOnScreen([WITHOUT_LIBRARY], { isSandbox: false })).toBe('away');
});
