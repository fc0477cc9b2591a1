/** The cards of the soak test: half barcodes, half contactless. The last four characters of each are unique. */
import type { TestDevice } from '../devices/bus.ts';
import { hidPosReports, nfcReport } from '../devices/reports.ts';
import { NFC_LAYOUT, NFC_READER, OTHER_SCANNER, SCANNER } from '../devices/test-devices.ts';
import type { Noise } from '../fuzz/noise.ts';

export interface SoakCard {
  value: string;
  endsIn: string;
  /** The number of a contactless card; null for a barcode. */
  uid: Uint8Array | null;
}

const KIND_COUNT = 300;

/** One third of the barcodes are so long that they take several reports. */
export function soakCards(): SoakCard[] {
  return Array.from({ length: KIND_COUNT }, (_, at) => [barcode(at), contactless(at)]).flat();
}

function barcode(at: number): SoakCard {
  const endsIn = String(at).padStart(4, '0');
  const value = `soak-${'k'.repeat(at % 3 === 0 ? 60 + (at % 120) : at % 20)}${endsIn}`;
  return { value, endsIn, uid: null };
}

/** The last four characters begin with a letter, so they differ from every barcode. */
function contactless(at: number): SoakCard {
  const uid = Uint8Array.of(0x04, 0x53, 0x4f, 0x41, 0x4b, 0xa0 + (at >> 8), at & 0xff);
  const value = Buffer.from(uid).toString('hex').toUpperCase();
  return { value, endsIn: value.slice(-4), uid };
}

/** The reports that a reader sends for the card. There are two scanners. */
export function presented(
  { value, uid }: SoakCard,
  noise: Noise,
): { device: TestDevice; reports: Uint8Array[] } {
  return uid === null
    ? { device: aScanner(noise), reports: hidPosReports(value) }
    : { device: NFC_READER, reports: [nfcReport(uid, NFC_LAYOUT)] };
}

export function aScanner(noise: Noise): TestDevice {
  return noise.nat(2) === 0 ? SCANNER : OTHER_SCANNER;
}
