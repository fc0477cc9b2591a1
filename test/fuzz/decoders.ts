/**
 * The rules for every decoder, for any bytes, in any pieces and at any time:
 *
 * - It never throws.
 * - No code is longer than the limit.
 * - No control character becomes part of an identifier.
 * - Its state is bounded.
 * - After a pause it reads the next code as if nothing had been sent before.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  decodeKeyboard,
  flushKeyboard,
  KEYBOARD_START,
} from '../../src/main/readers/decode/boot-keyboard.ts';
import { CODE_MAX, REST_OF_REFUSED_MS, type Code } from '../../src/main/readers/decode/decoding.ts';
import {
  decodeHidPos,
  flushHidPos,
  HID_POS_START,
  NEXT_REPORT_MS,
} from '../../src/main/readers/decode/hid-pos.ts';
import { decodeNfcHid, type NfcLayout } from '../../src/main/readers/decode/nfc-hid.ts';
import { decodeUidAnswer } from '../../src/main/readers/decode/pcsc-uid.ts';
import { decodeLines, flushLines, LINE_START } from '../../src/main/readers/decode/serial-line.ts';
import { uidText } from '../../src/main/readers/decode/uid.ts';
import { numberProblem } from '../../src/main/readers/card-number.ts';
import { normalise } from '../../src/main/readers/normalise.ts';
import { NO_RULES } from '../../src/main/readers/rules.ts';
import { KEYBOARD_LAYOUTS, type KeyboardLayout } from '../../src/wedge/keyboard-layouts.ts';
import {
  hidPosReports,
  keyReports,
  nfcReport,
  plainPosReports,
  writableCharacters,
} from '../devices/reports.ts';
import { NFC_LAYOUT } from '../devices/test-devices.ts';
import { anyText } from '../unit/readers/any-text.ts';
import { anyReport, anySent } from './any-reports.ts';
import { randomNumbers, swipedCards } from './secrets.ts';
import { stoppedProcess } from './stopped.ts';

export interface FuzzTarget {
  name: string;
  /** Calls `onCode` for each decoded code, to prove that the decoder does not refuse everything. */
  property: (onCode: () => void) => fc.IRawProperty<unknown, false>;
}

/** After a code the driver waits for a pause, and tells the decoder. The next person comes later. */
const PAUSE_MS = NEXT_REPORT_MS + 1;
/** Longer than what may be the rest of a refused code. */
const QUIET_MS = REST_OF_REFUSED_MS + 5_000;
/** Longer than any code may be. */
const ENDLESS = 'x'.repeat(CODE_MAX + 1);
const TEXTS = ['4006381333931', 'https://example.org/?c=1', 'é'.repeat(40), 'x'.repeat(150)];

export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  { name: 'HID POS', property: hidPos },
  { name: 'NFC in a HID mode', property: nfcHid },
  { name: 'keyboard', property: keyboard },
  { name: 'serial', property: serial },
  { name: 'PC/SC', property: pcsc },
  { name: 'two readers in a process that is stopped', property: stoppedProcess },
  { name: 'swiped payment cards', property: swipedCards },
  { name: 'random numbers', property: randomNumbers },
];

/** Checks a code, and the identifier that the kiosk derives from the code. */
function check(code: Code): void {
  assert(code.text.length <= CODE_MAX, 'a code is within the limit');
  const result = normalise(code.text, NO_RULES);
  assert(result.kind === 'refused' || /^[^\p{Cc}]{1,255}$/u.test(result.value));
}

/** The content of a printed code: any characters within the limit. */
const anyPrinted = anyText(1, 100).filter(
  // A code that begins or ends with zeros can fit both layouts of HID POS. Then it is refused.
  (text) => text.isWellFormed() && !/^[\]\0]|\0$/.test(text),
);
const anyUid = fc
  .uint8Array({ minLength: 4, maxLength: 10 })
  .filter((uid) => numberProblem(uid) === null);

function hidPos(onCode: () => void): fc.IRawProperty<unknown, false> {
  const real = [...TEXTS, ENDLESS].flatMap((text) => [
    ...[true, false].flatMap((isShifted) => hidPosReports(text, { isShifted })),
    ...plainPosReports(text),
  ]);
  const how = fc.record({
    ...{ isHoneywell: fc.boolean(), isNewland: fc.boolean() },
    ...{ isShifted: fc.boolean(), isPlain: fc.boolean() },
  });
  return fc.property(anySent(anyReport(real)), how, anyPrinted, (sent, of, text) => {
    let [state, atMs] = [HID_POS_START, 0];
    for (const [report, afterMs] of sent) {
      atMs += afterMs;
      const decoded = decodeHidPos(state, report, { ...of, atMs });
      state = decoded.state;
      assert((state.pending?.bytes.length ?? 0) <= CODE_MAX);
      if (decoded.code === null) continue;
      check(decoded.code);
      onCode();
    }
    state = flushHidPos(state, atMs + PAUSE_MS).state;
    const reports = of.isPlain ? plainPosReports(text) : hidPosReports(text, of);
    const texts = reports.flatMap((report) => {
      const decoded = decodeHidPos(state, report, { ...of, atMs: atMs + QUIET_MS });
      state = decoded.state;
      return decoded.code?.text ?? [];
    });
    assert.deepEqual(texts, [text]);
    // A zero at the end of a report is not told from the filler.
    for (const wrong of text.includes('\0') ? [] : withWrongLength(reports)) {
      const read = wrong.flatMap((report) => {
        const decoded = decodeHidPos(state, report, { ...of, atMs: atMs + 2 * QUIET_MS });
        state = decoded.state;
        return decoded.code?.text ?? [];
      });
      assert.deepEqual(read, [], 'a code that is longer than its length is not cut');
      state = HID_POS_START;
    }
  });
}

/** The reports, each once with a length that is one too short. */
function withWrongLength(reports: readonly Uint8Array[]): Uint8Array[][] {
  return reports.flatMap((report, at) => {
    const length = report[1] ?? 0;
    if (length < 2) return [];
    const short = Uint8Array.from(report, (byte, place) => (place === 1 ? byte - 1 : byte));
    return [reports.map((each, place) => (place === at ? short : each))];
  });
}

const NFC_LAYOUTS: readonly NfcLayout[] = [
  NFC_LAYOUT,
  { ...NFC_LAYOUT, base: 'decimal', byteOrder: 'reversed' },
  { ...NFC_LAYOUT, reportId: null, length: { kind: 'fixed', count: 7 } },
  { ...NFC_LAYOUT, base: 'text' },
];

/** The most digits of a number that a reader sends as text. A number of 16 bytes has fewer digits. */
const NFC_MAX = 64;

function nfcHid(onCode: () => void): fc.IRawProperty<unknown, false> {
  const uids = [4, 7, 10].map((length) => new Uint8Array(length).fill(0x41));
  const real = NFC_LAYOUTS.flatMap((layout) => uids.map((uid) => nfcReport(uid, layout)));
  const layouts = fc.constantFrom(...NFC_LAYOUTS);
  return fc.property(anySent(anyReport(real)), layouts, anyUid, (sent, layout, uid) => {
    for (const [report] of sent) {
      const { code } = decodeNfcHid(report, layout);
      if (code === null) continue;
      check(code);
      assert(code.text.length <= NFC_MAX);
      onCode();
    }
    const { code } = decodeNfcHid(nfcReport(uid, NFC_LAYOUT), NFC_LAYOUT);
    assert.equal(code?.text, uidText(uid, { ...NFC_LAYOUT, base: 'hex' }));
  });
}

const RELEASED = new Uint8Array(8);

/** Characters that a scanner types (as indexes), or any report. */
type Typing = readonly number[] | Uint8Array;

function keyboard(onCode: () => void): fc.IRawProperty<unknown, false> {
  const typed = fc.array(fc.nat(0xffff), { minLength: 1, maxLength: 4 });
  const typing: fc.Arbitrary<Typing> = fc.oneof(
    { weight: 60, arbitrary: typed },
    { weight: 40, arbitrary: anyReport(keyReports('0123456789abcABC')) },
    { weight: 1, arbitrary: fc.constant(new Array<number>(CODE_MAX + 1).fill(0)) },
  );
  const layouts = fc.constantFrom(...KEYBOARD_LAYOUTS);
  const texts = fc.array(fc.nat(0xffff), { minLength: 1, maxLength: 60 });
  return fc.property(anySent(typing), layouts, texts, (sent, layout, next) => {
    let [state, atMs] = [KEYBOARD_START, 0];
    const read: string[] = [];
    const take = (decoded: ReturnType<typeof flushKeyboard>): void => {
      state = decoded.state;
      assert(state.text.length <= CODE_MAX && (state.altDigits?.length ?? 0) <= CODE_MAX);
      if (decoded.code === null) return;
      check(decoded.code);
      read.push(decoded.code.text);
      onCode();
    };
    for (const [what, afterMs] of sent) {
      atMs += afterMs;
      const reports = what instanceof Uint8Array ? [what] : reportsOf(what, layout);
      for (const report of reports) take(decodeKeyboard(state, report, { atMs, layout }));
    }
    take(flushKeyboard(state, atMs + PAUSE_MS));
    read.length = 0;
    const text = textOf(next, layout);
    const lastMs = atMs + QUIET_MS;
    state = { ...state, isCapsLocked: false };
    for (const report of [RELEASED, ...keyReports(text, layout)]) {
      take(decodeKeyboard(state, report, { atMs: lastMs, layout }));
    }
    assert.deepEqual(read, [text]);
  });
}

const writable = new Map(KEYBOARD_LAYOUTS.map((layout) => [layout, writableCharacters(layout)]));
const reportsByText = new Map<string, readonly Uint8Array[]>();

function textOf(numbers: readonly number[], layout: KeyboardLayout): string {
  const characters = writable.get(layout) ?? [];
  const text = numbers.map((number) => characters[number % characters.length] ?? '').join('');
  // An AIM identifier is not part of the text.
  return text.startsWith(']') ? `0${text}` : text;
}

/** Finds the keys of each character only once, because a million characters are typed. */
function reportsOf(numbers: readonly number[], layout: KeyboardLayout): Uint8Array[] {
  const ENTER = '\r';
  return Array.from(`${textOf(numbers, layout)}${ENTER}`).flatMap((character) => {
    const key = `${layout} ${character}`;
    const known = reportsByText.get(key);
    if (known !== undefined) return known;
    const reports =
      character === ENTER ? keyReports('', layout) : keyReports(character, layout).slice(0, 2);
    reportsByText.set(key, reports);
    return reports;
  });
}

const IDLE_MS = 300;

function serial(onCode: () => void): fc.IRawProperty<unknown, false> {
  const real = [...TEXTS.map((text) => `${text}\r\n`), ENDLESS].map((text) => Buffer.from(text));
  const cuts = fc.array(fc.nat(500), { maxLength: 20 });
  return fc.property(anySent(anyReport(real)), cuts, anyPrinted, (sent, places, text) => {
    let [state, atMs] = [LINE_START, 0];
    for (const [piece, afterMs] of sent) {
      atMs += afterMs;
      const decoded = decodeLines(state, piece, { atMs, idleMs: IDLE_MS });
      state = decoded.state;
      assert(state.bytes.length <= CODE_MAX);
      for (const code of decoded.codes) {
        check(code);
        onCode();
      }
    }
    const line = Buffer.from(`${text.replaceAll(/[\u0002\u0003\t\n\r]/g, '_')}\r`);
    const stream = Buffer.concat([...sent.map(([piece]) => piece), Buffer.from('\r'), line]);
    const whole = decodeLines(LINE_START, stream, { atMs: 0, idleMs: IDLE_MS }).codes;
    // The codes do not depend on how the stream is cut, and the last code sent is the last one read.
    assert.deepEqual(decodePieces(stream, places), whole);
    const paused = flushLines(state, 'any').state;
    const last = decodeLines(paused, line, { atMs: atMs + QUIET_MS, idleMs: IDLE_MS });
    assert.deepEqual(last.codes, whole.slice(-1));
    assert.equal(whole.at(-1)?.text, line.subarray(0, -1).toString());
  });
}

function decodePieces(stream: Uint8Array, places: readonly number[]): Code[] {
  let state = LINE_START;
  const codes: Code[] = [];
  const lengths = places.length === 0 ? [stream.length] : places;
  for (let [from, at] = [0, 0]; from < stream.length; at += 1) {
    const end = from + 1 + (lengths[at % lengths.length] ?? 0);
    const decoded = decodeLines(state, stream.subarray(from, end), { atMs: 0, idleMs: IDLE_MS });
    state = decoded.state;
    codes.push(...decoded.codes);
    from = end;
  }
  return codes;
}

function pcsc(onCode: () => void): fc.IRawProperty<unknown, false> {
  const answer = (uid: Uint8Array): Uint8Array => Uint8Array.of(...uid, 0x90, 0x00);
  const real = [4, 7, 10].map((length) => answer(new Uint8Array(length).fill(0x41)));
  const format = { byteOrder: 'asRead', base: 'hex', digits: null } as const;
  return fc.property(anySent(anyReport(real)), anyUid, (sent, uid) => {
    for (const [report] of sent) {
      const { code } = decodeUidAnswer(report, format);
      if (code === null) continue;
      check(code);
      assert(code.text.length !== 8 || !code.text.startsWith('08'), 'not a random number');
      onCode();
    }
    assert.equal(decodeUidAnswer(answer(uid), format).code?.text, uidText(uid, format));
  });
}
