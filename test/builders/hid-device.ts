/** A scanner in HID POS mode, as node-hid lists it. */
import type { HidDevice } from '../../src/main/readers/hid-device.ts';

export const SCANNER: HidDevice = {
  path: '/dev/hidraw0',
  vendorId: 0x05f9,
  productId: 1,
  usagePage: 0x8c,
  usage: 2,
  serialNumber: 'S',
  name: 'Scanner',
  interfaceNumber: 0,
};
