/** The cards of the soak: half of them barcodes, half of them contactless, each told from all others by its last four. */
import type { TestDevice } from '../devices/bus.ts';
import { hidPosReports, nfcReport } from '../devices/reports.ts';
import { NFC_LAYOUT, NFC_READER, OTHER_SCANNER, SCANNER } from '../devices/test-devices.ts';
import type { Noise } from '../fuzz/noise.ts';

export interface SoakCard {
  value: string;
  endsIn: string;
  /** Null for a barcode. */
  uid: Uint8Array | null;
}

const KIND_COUNT = 300;

/** A third of the barcodes are of several reports. */
export function soakCards(): SoakCard[] {
  return Array.from({ length: KIND_COUNT }, (_, at) => [barcode(at), contactless(at)]).flat();
}

function barcode(at: number): SoakCard {
  const endsIn = String(at).padStart(4, '0');
  const value = `soak-${'x'.repeat(at % 3 === 0 ? 60 + (at % 120) : at % 20)}${endsIn}`;
  return { value, endsIn, uid: null };
}

/** Its last two bytes begin with a letter, and so are no number of a barcode. */
function contactless(at: number): SoakCard {
  const uid = Uint8Array.of(0x04, 0x53, 0x4f, 0x41, 0x4b, 0xa0 + (at >> 8), at & 0xff);
  const value = Buffer.from(uid).toString('hex').toUpperCase();
  return { value, endsIn: value.slice(-4), uid };
}

/** What its reader sends when it is shown; there are two scanners. */
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
