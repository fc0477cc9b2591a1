/** Builds the reports that readers send for a code. This is the inverse of the decoders, written without their code. */
import type { NfcLayout } from '../../src/main/readers/decode/nfc-hid.ts';
import { charactersOf, type KeyboardLayout } from '../../src/wedge/keyboard-layouts.ts';

export interface ScannedWith {
  aim?: string;
  /** Honeywell's letter for the symbology. */
  symbology?: string;
  /** Some scanners, such as Zebra's, send one extra byte before the AIM identifier. */
  isShifted?: boolean;
  charset?: 'utf8' | 'latin1';
}

const DATA_MAX = 56;

/** The 64-byte reports of a HID POS scanner for one code. */
export function hidPosReports(text: string, how: ScannedWith = {}): Buffer[] {
  const { aim = ']C0', symbology = '\0', isShifted = false, charset = 'utf8' } = how;
  const data = Buffer.from(text, charset);
  const count = Math.max(1, Math.ceil(data.length / DATA_MAX));
  return Array.from({ length: count }, (_, at) => {
    const part = data.subarray(at * DATA_MAX, (at + 1) * DATA_MAX);
    const report = Buffer.alloc(64);
    const aimAt = isShifted ? 3 : 2;
    report[0] = 2;
    report[1] = part.length;
    report.write(aim, aimAt, 'latin1');
    part.copy(report, aimAt + 3);
    report.write(symbology, isShifted ? 62 : 61, 'latin1');
    report[63] = at + 1 < count ? 1 : 0;
    return report;
  });
}

/** The same in the plain layout of Newland's engines: the data begins at the third byte. */
export function plainPosReports(text: string): Buffer[] {
  const data = Buffer.from(text);
  const count = Math.ceil(data.length / DATA_MAX);
  return Array.from({ length: count }, (_, at) => {
    const part = data.subarray(at * DATA_MAX, (at + 1) * DATA_MAX);
    const report = Buffer.alloc(64);
    [report[0], report[1], report[63]] = [2, part.length, at + 1 < count ? 1 : 0];
    part.copy(report, 2);
    return report;
  });
}

/** One report of an NFC reader, with the number as it is on the card. */
export function nfcReport(uid: Uint8Array, layout: NfcLayout, size = 64): Buffer {
  const report = Buffer.alloc(size);
  if (layout.reportId !== null) report[0] = layout.reportId;
  if (layout.length.kind === 'at') report[layout.length.offset] = uid.length;
  report.set(uid, layout.offset);
  return report;
}

const SHIFT = 0x02;
const ALT_GR = 0x40;
const ENTER = 0x28;
const RELEASED = Buffer.alloc(8);

/** The reports of a keyboard that types the text and Enter, pressing and releasing each key. */
export function keyReports(text: string, layout: KeyboardLayout = 'us'): Buffer[] {
  const keys = Array.from(text, (character) => keyFor(character, layout));
  return [...keys, { usage: ENTER, modifiers: 0 }].flatMap(({ usage, modifiers }) => [
    Buffer.from([modifiers, 0, usage, 0, 0, 0, 0, 0]),
    RELEASED,
  ]);
}

/** Every character of the layout. */
export function writableCharacters(layout: KeyboardLayout): string[] {
  const found = Array.from({ length: 0x65 }, (_, usage) => charactersOf(layout, usage) ?? []);
  return [...new Set(found.flat().filter((character) => character !== null))];
}

function keyFor(character: string, layout: KeyboardLayout): { usage: number; modifiers: number } {
  for (let usage = 0x04; usage <= 0x64; usage += 1) {
    const at = charactersOf(layout, usage)?.indexOf(character) ?? -1;
    if (at >= 0) return { usage, modifiers: [0, SHIFT, ALT_GR][at] ?? 0 };
  }
  throw new Error(`no key of the layout ${layout} writes ${character}`);
}
