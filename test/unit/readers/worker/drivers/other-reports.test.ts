import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { isHid, readerSettingsSchema } from '../../../../../src/main/readers/settings.ts';
import { hidDriver } from '../../../../../src/main/readers/worker/drivers/index.ts';
import { SCANNER } from '../../../../builders/hid-device.ts';
import { hidPosReports, keyReports, nfcReport } from '../../../../devices/reports.ts';
import { NFC_LAYOUT } from '../../../../devices/test-devices.ts';

const [scan = Buffer.alloc(64)] = hidPosReports('4006381333931');
const [key = Buffer.alloc(8)] = keyReports('4');
const withId = (id: number, of: Uint8Array): Uint8Array => Uint8Array.of(id, ...of);
const card = nfcReport(Uint8Array.of(4, 0xa1, 0xb2, 0xc3, 1, 2, 3), NFC_LAYOUT);

const READERS = [
  { settings: { driver: 'hidPos' }, other: withId(6, scan.subarray(1)), own: scan },
  {
    settings: { driver: 'nfcHid', match: { vendorId: 1 }, layout: NFC_LAYOUT },
    other: withId(9, card.subarray(1)),
    own: card,
  },
  {
    settings: { driver: 'hidKeyboard', match: { vendorId: 1 }, reportId: 1 },
    other: withId(2, key),
    own: withId(1, key),
  },
] as const;

function aReader(settings: object) {
  const parsed = v.parse(readerSettingsSchema, settings);
  if (!isHid(parsed)) throw new Error('no HID reader');
  const decoder = hidDriver(parsed).createDecoder(SCANNER);
  return (report: Uint8Array) => decoder.decode(report, { atMs: 0, isEarly: false }).fault;
}

describe.each(READERS)('a reader ($settings.driver) that sends another report', (reader) => {
  it('has it refused, so that staff can read why no card works', () => {
    expect(aReader(reader.settings)(reader.other)).toBe('malformed');
  });

  it('has only the first few refused, because customers see each refusal', () => {
    const read = aReader(reader.settings);
    const faults = Array.from({ length: 100 }, () => read(reader.other));
    expect(faults.filter((fault) => fault !== null)).toHaveLength(3);
  });

  it('has none refused once a report came that can be read', () => {
    const read = aReader(reader.settings);
    expect(read(reader.own)).toBeNull();
    expect(read(reader.other)).toBeNull();
  });

  it('has none refused that says only how the reader is', () => {
    const read = aReader(reader.settings);
    expect(read(new Uint8Array(64).fill(0).fill(9, 0, 1))).toBeNull();
  });
});
