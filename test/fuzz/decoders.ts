/**
 * What has to hold for every decoder, whatever bytes come, in whatever pieces and at whatever time:
 * it never throws; no code is longer than the limit; what it keeps is bounded; and after some quiet it reads
 * the next code as if nothing had been before.
 */
import assert from 'node:assert/strict';
import {
  decodeKeyboard,
  flushKeyboard,
  KEYBOARD_START,
} from '../../src/main/readers/decode/boot-keyboard.ts';
import { CODE_MAX, type Code } from '../../src/main/readers/decode/decoding.ts';
import { decodeHidPos, HID_POS_START } from '../../src/main/readers/decode/hid-pos.ts';
import { decodeNfcHid } from '../../src/main/readers/decode/nfc-hid.ts';
import { decodeUidAnswer } from '../../src/main/readers/decode/pcsc-uid.ts';
import { decodeLines, LINE_START } from '../../src/main/readers/decode/serial-line.ts';
import { normalise } from '../../src/main/readers/normalise.ts';
import { NO_RULES } from '../../src/main/readers/rules.ts';
import { hidPosReports, keyReports, nfcReport } from '../devices/reports.ts';
import { NFC_LAYOUT } from '../devices/test-devices.ts';
import { createNoise, pauseMs, shaken, type Noise } from './noise.ts';

export interface FuzzTarget {
  name: string;
  /** Throws where something does not hold; gives how many codes were read, to show that it was not all refused. */
  run: (seed: number, reportCount: number) => number;
}

const QUIET_MS = 10_000;
const TEXTS = ['4006381333931', 'https://example.org/?c=1', 'é'.repeat(40), 'x'.repeat(150)];
const NEXT = 'NEXT-CODE-1';

export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  { name: 'HID POS', run: fuzzHidPos },
  { name: 'NFC in a HID mode', run: fuzzNfc },
  { name: 'keyboard', run: fuzzKeyboard },
  { name: 'serial', run: fuzzSerial },
  { name: 'PC/SC', run: fuzzPcsc },
];

/** A code that may go on to the kiosk, and what the kiosk makes of it. */
function check(code: Code): void {
  assert(Buffer.byteLength(code.text, 'utf8') <= CODE_MAX * 2, 'a code is within the limit');
  assert(code.text.length <= CODE_MAX, 'a code is within the limit');
  const result = normalise(code.text, NO_RULES);
  assert(result.kind === 'refused' || /^[^\p{Cc}]{1,255}$/u.test(result.value));
}

function fuzzHidPos(seed: number, reportCount: number): number {
  const noise = createNoise(seed);
  const real = TEXTS.flatMap((text) => hidPosReports(text, { isShifted: seed % 2 === 0 }));
  let [state, atMs, codeCount] = [HID_POS_START, 0, 0];
  for (let at = 0; at < reportCount; at += 1) {
    atMs += pauseMs(noise);
    const decoded = decodeHidPos(state, shaken(noise, real), { atMs, isHoneywell: at % 2 === 0 });
    state = decoded.state;
    assert((state.pending?.bytes.length ?? 0) <= CODE_MAX);
    if (decoded.code === null) continue;
    check(decoded.code);
    codeCount += 1;
  }
  const [next] = hidPosReports(NEXT);
  assert(next !== undefined);
  const decoded = decodeHidPos(state, next, { atMs: atMs + QUIET_MS, isHoneywell: true });
  assert.equal(decoded.code?.text, NEXT);
  return codeCount;
}

function fuzzNfc(seed: number, reportCount: number): number {
  const noise = createNoise(seed);
  const real = [4, 7, 10].map((length) => nfcReport(noise.bytes(length), NFC_LAYOUT));
  let codeCount = 0;
  for (let at = 0; at < reportCount; at += 1) {
    const { code } = decodeNfcHid(shaken(noise, real), NFC_LAYOUT);
    if (code === null) continue;
    check(code);
    codeCount += 1;
  }
  return codeCount;
}

function fuzzKeyboard(seed: number, reportCount: number): number {
  const noise = createNoise(seed);
  const layout = seed % 2 === 0 ? 'us' : 'fr';
  const real = keyReports('0123456789abcABC', layout);
  let [state, atMs, codeCount] = [KEYBOARD_START, 0, 0];
  const take = (decoded: ReturnType<typeof flushKeyboard>): void => {
    state = decoded.state;
    assert(state.text.length <= CODE_MAX && (state.altDigits?.length ?? 0) <= CODE_MAX);
    if (decoded.code === null) return;
    check(decoded.code);
    codeCount += 1;
  };
  for (let at = 0; at < reportCount; at += 1) {
    atMs += pauseMs(noise);
    take(decodeKeyboard(state, shaken(noise, real), { atMs, layout }));
  }
  take(flushKeyboard(state, atMs + QUIET_MS));
  const texts: string[] = [];
  const released = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0);
  for (const report of [released, ...keyReports('1234', 'us')]) {
    const decoded = decodeKeyboard(state, report, { atMs: atMs + QUIET_MS, layout: 'us' });
    state = decoded.state;
    if (decoded.code !== null) texts.push(decoded.code.text);
  }
  assert.deepEqual(texts, ['1234']);
  return codeCount;
}

function fuzzSerial(seed: number, reportCount: number): number {
  const noise = createNoise(seed);
  const real = TEXTS.map((text) => Buffer.from(`${text}\r\n`));
  let [state, atMs, codeCount] = [LINE_START, 0, 0];
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < reportCount; at += 1) {
    atMs += pauseMs(noise);
    const piece = shaken(noise, real);
    pieces.push(piece);
    const decoded = decodeLines(state, piece, atMs);
    state = decoded.state;
    assert(state.bytes.length <= CODE_MAX);
    for (const code of decoded.codes) check(code);
    codeCount += decoded.codes.length;
  }
  const next = decodeLines(state, Buffer.from(`${NEXT}\r`), atMs + QUIET_MS);
  assert.deepEqual(
    next.codes.map(({ text }) => text),
    [NEXT],
  );
  checkPieces(Buffer.concat(pieces.slice(-200)), noise);
  return codeCount;
}

/** However a stream is cut into pieces, the same codes come of it. */
function checkPieces(stream: Buffer, noise: Noise): void {
  const whole = decodeLines(LINE_START, stream, 0);
  let state = LINE_START;
  const codes: Code[] = [];
  for (let at = 0; at < stream.length;) {
    const end = at + 1 + noise.nat(90);
    const decoded = decodeLines(state, stream.subarray(at, end), 0);
    state = decoded.state;
    codes.push(...decoded.codes);
    at = end;
  }
  assert.deepEqual(codes, whole.codes);
}

function fuzzPcsc(seed: number, reportCount: number): number {
  const noise = createNoise(seed);
  const real = [4, 7, 10].map((length) => Uint8Array.of(...noise.bytes(length), 0x90, 0x00));
  let codeCount = 0;
  for (let at = 0; at < reportCount; at += 1) {
    const { code } = decodeUidAnswer(shaken(noise, real), { ...NFC_LAYOUT, base: 'hex' });
    if (code === null) continue;
    check(code);
    codeCount += 1;
  }
  return codeCount;
}
