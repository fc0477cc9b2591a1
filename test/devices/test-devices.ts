/** Test devices with their HID descriptors (HID 1.11, 6.2.2). */
import type { NfcLayout } from '../../src/main/readers/decode/nfc-hid.ts';
import type { TestDevice } from './bus.ts';

/**
 * A barcode scanner (usage page 0x8C, usage 2): report 2 with 63 bytes, and a feature report that switches its mode.
 */
export const SCANNER: TestDevice = {
  vendorId: 0x0c2e,
  productId: 0x0901,
  manufacturer: 'Honeywell',
  product: 'HID POS Scanner',
  serialNumber: '19120B0001',
  descriptor: Buffer.from('068c000902a101150026ff0075088502953f09fe810285fe950109ffb102c0', 'hex'),
};

/** Public dumps of a Zebra show only its ids and reports. Its descriptor here is that of the other scanners. */
export const ZEBRA: TestDevice = {
  ...SCANNER,
  vendorId: 0x05e0,
  productId: 0x2100,
  manufacturer: 'Zebra',
  product: 'HID POS Scanner',
  serialNumber: 'Z1',
};

/** A scanner of another vendor. The kiosk must not switch its mode. No public dump of a Datalogic's reports exists. */
export const OTHER_SCANNER: TestDevice = {
  ...SCANNER,
  vendorId: 0x05f9,
  productId: 0x2216,
  manufacturer: 'Datalogic',
  product: 'Gryphon',
  serialNumber: 'G1',
};

/** A reader on a vendor-defined usage page: report 1 with 63 bytes. */
export const NFC_READER: TestDevice = {
  vendorId: 0x072f,
  productId: 0x2200,
  manufacturer: 'Lab',
  product: 'NFC',
  serialNumber: 'N1',
  descriptor: Buffer.from('0600ff0901a1018501150026ff007508953f09028102c0', 'hex'),
};

export const NFC_LAYOUT: NfcLayout = {
  reportId: 1,
  offset: 3,
  length: { kind: 'at', offset: 2, isAlone: false },
  empty: null,
  emptyBefore: null,
  byteOrder: 'asRead',
  base: 'hex',
  digits: null,
};

/** A scanner that types: the boot keyboard of HID 1.11, appendix E.6, without its LEDs. */
export const TYPING_SCANNER: TestDevice = {
  vendorId: 0x05e0,
  productId: 0x1200,
  manufacturer: 'Symbol',
  product: 'Bar Code Scanner',
  serialNumber: 'K1',
  descriptor: Buffer.from(
    '05010906a101050719e029e71500250175019508810295017508810395067508150025650507190029658100c0',
    'hex',
  ),
};
