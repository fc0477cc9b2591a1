/**
 * The tests for readers on every bus: on virtual devices, and on a real kernel (test/kernel).
 * Each journey goes from the data of a device, through the real node-hid in the real reader process, to the kiosk.
 */
import assert from 'node:assert/strict';
import type * as v from 'valibot';
import type { readersSchema } from '../../src/main/readers/settings.ts';
import { startBench, type Bench } from './bench.ts';
import type { DeviceBus } from './bus.ts';
import { hidPosReports, keyReports, nfcReport } from './reports.ts';
import {
  NFC_LAYOUT,
  NFC_READER,
  OTHER_SCANNER,
  SCANNER,
  TYPING_SCANNER,
  ZEBRA,
} from './test-devices.ts';

export interface Journey {
  name: string;
  readers?: v.InferInput<typeof readersSchema>;
  run: (bench: Bench) => Promise<void>;
}

/** Runs a journey on a new bus. Rejects if it fails. */
export async function expectJourney(
  { readers, run }: Journey,
  bus: DeviceBus,
  patienceMs?: number,
): Promise<void> {
  const bench = startBench(bus, {
    ...(readers === undefined ? {} : { readers }),
    ...(patienceMs === undefined ? {} : { patienceMs }),
  });
  try {
    await run(bench);
  } finally {
    await bench.stop();
  }
}

export async function scan(bench: Bench, serialNumber: string, text: string): Promise<void> {
  for (const report of hidPosReports(text)) await bench.bus.report(serialNumber, report);
}

/** The reader of this device. Its name may differ from bus to bus. */
export async function ready(bench: Bench, product: string): Promise<void> {
  await bench.until(`${product} is ready`, () => bench.isReady(product));
}

const UID = Uint8Array.of(0x04, 0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6);

const NFC_SETTINGS = {
  driver: 'nfcHid',
  name: 'NFC',
  match: { vendorId: NFC_READER.vendorId, productId: NFC_READER.productId },
  layout: NFC_LAYOUT,
} as const;

const LONG = 'https://example.org/card?c='.padEnd(200, '0123456789');

export const JOURNEYS: readonly Journey[] = [
  {
    name: 'a scanner works without setup when it is plugged in',
    async run(bench: Bench): Promise<void> {
      await bench.bus.plug(SCANNER);
      await bench.until('ready', bench.hasReady);
      await scan(bench, SCANNER.serialNumber, '4006381333931');
      await bench.until('the code', () => bench.codes.length === 1);
      assert.deepEqual(bench.codes, ['4006381333931']);
      const features = (): readonly Buffer[] | null => bench.bus.features(SCANNER.serialNumber);
      if (features() === null) return;
      await bench.until('the change of mode', () => features()?.length === 1);
      assert.deepEqual(features(), [Buffer.from([0xfe, 0x01])]);
    },
  },
  {
    name: 'a scanner of another vendor is not switched to another mode',
    async run(bench: Bench): Promise<void> {
      await bench.bus.plug(OTHER_SCANNER);
      await bench.until('ready', bench.hasReady);
      await scan(bench, OTHER_SCANNER.serialNumber, '96385074');
      await bench.until('the code', () => bench.codes.length === 1);
      assert.deepEqual(bench.bus.features(OTHER_SCANNER.serialNumber) ?? [], []);
    },
  },
  {
    name: 'a Zebra is read by its own report layout, and not switched to another mode',
    async run(bench: Bench): Promise<void> {
      await bench.bus.plug(ZEBRA);
      await bench.until('ready', bench.hasReady);
      const how = { aim: ']Q1', symbology: 's', isShifted: true };
      for (const report of ['306030209223', LONG].flatMap((text) => hidPosReports(text, how))) {
        await bench.bus.report(ZEBRA.serialNumber, report);
      }
      await bench.until('the codes', () => bench.codes.length === 2);
      assert.deepEqual(bench.codes, ['306030209223', LONG]);
      assert.deepEqual(bench.bus.features(ZEBRA.serialNumber) ?? [], []);
    },
  },
  {
    name: 'a code of several reports, and codes without a pause, arrive complete and in order',
    async run(bench: Bench): Promise<void> {
      await bench.bus.plug(SCANNER);
      await bench.until('ready', bench.hasReady);
      for (const text of [LONG, '1111', LONG.toUpperCase(), '2222']) {
        await scan(bench, SCANNER.serialNumber, text);
      }
      await bench.until('the codes', () => bench.codes.length === 4);
      assert.deepEqual(bench.codes, [LONG, '1111', LONG.toUpperCase(), '2222']);
      assert.deepEqual(bench.faults, []);
    },
  },
  {
    name: 'several readers work at the same time, each by its own settings',
    readers: [
      { driver: 'hidPos', name: 'scanner' },
      NFC_SETTINGS,
      {
        driver: 'hidKeyboard',
        name: 'typing scanner',
        match: { serialNumber: TYPING_SCANNER.serialNumber },
        keyboardLayout: 'fr',
      },
    ],
    async run(bench: Bench): Promise<void> {
      await bench.bus.plug(SCANNER);
      await bench.bus.plug(NFC_READER);
      await bench.bus.plug(TYPING_SCANNER);
      for (const name of ['scanner', 'NFC', 'typing scanner']) await ready(bench, name);
      await Promise.all([
        scan(bench, SCANNER.serialNumber, '1234'),
        bench.bus.report(NFC_READER.serialNumber, nfcReport(UID, NFC_LAYOUT)),
        typeCode(bench, '90123'),
      ]);
      await bench.until('the codes', () => bench.codes.length === 3);
      assert.deepEqual([...bench.codes].sort(), ['04A1B2C3D4E5F6', '1234', '90123']);
    },
  },
  {
    name: 'of two equal scanners, the one with the configured serial number is used',
    readers: [{ driver: 'hidPos', name: 'mine', match: { serialNumber: 'MINE' } }],
    async run(bench: Bench): Promise<void> {
      await bench.until('it is missed', () => bench.health('mine')?.status.kind === 'away');
      await bench.bus.plug({ ...SCANNER, serialNumber: 'THEIRS' });
      await bench.bus.plug({ ...SCANNER, serialNumber: 'MINE' });
      await ready(bench, 'mine');
      await scan(bench, 'MINE', 'mine');
      await bench.until('the code', () => bench.codes.length === 1);
      assert.deepEqual(bench.codes, ['mine']);
    },
  },
  {
    name: 'a scanner that is unplugged during a code is reported as away, and works again when it is plugged in',
    readers: [{ driver: 'hidPos', name: 'scanner' }],
    async run(bench: Bench): Promise<void> {
      await bench.bus.plug(SCANNER);
      await ready(bench, 'scanner');
      const [first] = hidPosReports(LONG);
      assert(first !== undefined);
      await bench.bus.report(SCANNER.serialNumber, first);
      await bench.bus.unplug(SCANNER.serialNumber);
      await bench.until('away', () => bench.health('scanner')?.status.kind === 'away');
      await bench.bus.plug(SCANNER);
      await scan(bench, SCANNER.serialNumber, 'back');
      await bench.until('the code', () => bench.codes.length === 1);
      assert.deepEqual(bench.codes, ['back']);
    },
  },
  {
    name: 'a reader process that is killed during a code is restarted, and the rest of the code is refused',
    readers: [{ driver: 'hidPos', name: 'scanner' }],
    async run(bench: Bench): Promise<void> {
      await bench.bus.plug(SCANNER);
      await ready(bench, 'scanner');
      const [first, ...rest] = hidPosReports(LONG);
      assert(first !== undefined);
      await bench.bus.report(SCANNER.serialNumber, first);
      bench.crash();
      await bench.until('away', () => bench.health('scanner')?.status.kind === 'away');
      // The device buffers these reports until a process reads it again.
      for (const report of rest) await bench.bus.report(SCANNER.serialNumber, report);
      await ready(bench, 'scanner');
      await scan(bench, SCANNER.serialNumber, 'again');
      await bench.until('the code', () => bench.codes.length === 1);
      assert.deepEqual(bench.codes, ['again']);
    },
  },
];

async function typeCode(bench: Bench, text: string): Promise<void> {
  for (const report of keyReports(text, 'fr')) {
    await bench.bus.report(TYPING_SCANNER.serialNumber, report);
  }
}
