/**
 * The rule for what must not leave the machine, and for what names no card: a swiped payment card and a number that is
 * random at each touch never become an identifier, whichever reader sends them and whatever the rules are.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as v from 'valibot';
import {
  decodeKeyboard,
  flushKeyboard,
  KEYBOARD_START,
} from '../../src/main/readers/decode/boot-keyboard.ts';
import { decodeHidPos, HID_POS_START } from '../../src/main/readers/decode/hid-pos.ts';
import { decodeNfcHid, type NfcLayout } from '../../src/main/readers/decode/nfc-hid.ts';
import { decodeUidAnswer } from '../../src/main/readers/decode/pcsc-uid.ts';
import { decodeLines, LINE_START } from '../../src/main/readers/decode/serial-line.ts';
import { normalise } from '../../src/main/readers/normalise.ts';
import { rulesSchema, type Rules } from '../../src/main/readers/rules.ts';
import { hidPosReports, keyReports, nfcReport } from '../devices/reports.ts';
import { NFC_LAYOUT } from '../devices/test-devices.ts';

/** What each kind of reader makes of a text. */
const READERS: readonly ((text: string) => string[])[] = [
  (text) => [text],
  (text) => {
    let state = HID_POS_START;
    return hidPosReports(text).flatMap((report) => {
      const decoded = decodeHidPos(state, report, { isHoneywell: false, atMs: 0 });
      state = decoded.state;
      return decoded.code?.text ?? [];
    });
  },
  (text) => {
    let state = KEYBOARD_START;
    const codes = keyReports(text).flatMap((report, at) => {
      const decoded = decodeKeyboard(state, report, { atMs: at, layout: 'us' });
      state = decoded.state;
      return decoded.code?.text ?? [];
    });
    return [...codes, ...[flushKeyboard(state, 10_000).code?.text ?? []].flat()];
  },
  (text) =>
    decodeLines(LINE_START, Buffer.from(`${text}\r\n`), { atMs: 0, idleMs: 300 }).codes.map(
      (code) => code.text,
    ),
];

/** Rules that take a part of a code, and so could take the number of a card out of a track. */
const RULES: readonly Rules[] = [
  {},
  { stripPrefix: '%B' },
  { stripPrefix: ';' },
  { case: 'lower' as const },
  { pattern: '.*?([0-9]{12,19}).*' },
  { number: { from: 'decimal' as const, base: 'hex' as const } },
].map((rules) => v.parse(rulesSchema, rules));

const digit = fc.integer({ min: 0, max: 9 });
/** A card number of 13 to 19 digits with its check digit (ISO/IEC 7812-1, annex B). */
const aCardNumber = fc
  .tuple(fc.constantFrom(2, 3, 4, 5, 6), fc.array(digit, { minLength: 11, maxLength: 17 }))
  .map(([first, rest]) => {
    const body = [first, ...rest];
    const sum = body.toReversed().reduce((total, value, at) => {
      const doubled = at % 2 === 0 ? value * 2 : value;
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
    return [...body, (10 - (sum % 10)) % 10].join('');
  });

/** The tracks of a card as readers send them (ISO/IEC 7813). */
const aSwipe = fc
  .record({
    number: aCardNumber,
    name: fc.stringMatching(/^[A-Z]{2,10}\/[A-Z]{2,10}$/),
    year: fc.integer({ min: 20, max: 45 }),
    month: fc.integer({ min: 1, max: 12 }),
    service: fc.stringMatching(/^[0-9]{3}$/),
    more: fc.stringMatching(/^[0-9]{0,10}$/),
    tracks: fc.constantFrom('1', '2', '12'),
    start: fc.constantFrom(';', '+', ''),
    separator: fc.constantFrom('=', 'D', "'", 'ö'),
    isLower: fc.boolean(),
  })
  .map(({ number, name, year, month, service, more, tracks, start, separator, isLower }) => {
    const date = `${year}${String(month).padStart(2, '0')}`;
    const one = `%B${number}^${name}^${date}${service}${more}?`;
    // Only readers of another keyboard layout write other separators.
    const two = `${start}${number}${separator === 'ö' ? '=' : separator}${date}${service}${more}?`;
    const text = (tracks.includes('1') ? one : '') + (tracks.includes('2') ? two : '');
    return { number, text: isLower ? text.toLowerCase() : text };
  });

export function swipedCards(onCode: () => void): fc.IRawProperty<unknown, false> {
  const reader = fc.constantFrom(...READERS);
  return fc.property(aSwipe, reader, fc.constantFrom(...RULES), ({ number, text }, read, rules) => {
    for (const code of read(text)) {
      const result = normalise(code, rules);
      const isSecret = code.includes(number.slice(0, 12));
      assert(result.kind === 'refused' || !isSecret, `${code} became ${JSON.stringify(result)}`);
      if (result.kind === 'refused') onCode();
    }
  });
}

/** Four bytes of a card that makes up its number (ISO/IEC 14443-3, 6.5.4), or of one that goes on. */
const aRandomNumber = fc
  .tuple(fc.constantFrom(0x08, 0x88), fc.uint8Array({ minLength: 3, maxLength: 3 }))
  .map(([first, rest]) => Uint8Array.of(first, ...rest));

const LAYOUTS: readonly NfcLayout[] = (['asRead', 'reversed'] as const).flatMap((byteOrder) =>
  (['hex', 'decimal'] as const).flatMap((base) => [
    { ...NFC_LAYOUT, byteOrder, base },
    {
      ...NFC_LAYOUT,
      byteOrder,
      base,
      reportId: null,
      length: { kind: 'fixed', count: 4 } as const,
    },
  ]),
);

export function randomNumbers(onCode: () => void): fc.IRawProperty<unknown, false> {
  const how = fc.record({
    layout: fc.constantFrom(...LAYOUTS),
    rules: fc.constantFrom(...RULES.filter(({ pattern }) => pattern === null)),
    read: fc.constantFrom(...READERS),
  });
  return fc.property(aRandomNumber, how, (uid, { layout, rules, read }) => {
    const { byteOrder, base } = layout;
    assert.equal(decodeNfcHid(nfcReport(uid, layout), layout).code, null);
    const answer = Uint8Array.of(...uid, 0x90, 0x00);
    if (base !== 'text') {
      assert.equal(decodeUidAnswer(answer, { byteOrder, base, digits: null }).code, null);
    }
    const hex = Buffer.from(uid).toString('hex').toUpperCase();
    const separated = hex.replace(/..(?=.)/g, '$&:');
    // Eight digits alone may be a barcode.
    const texts = /[A-F]/.test(hex) ? [hex, hex.toLowerCase(), separated] : [separated];
    for (const code of texts.flatMap(read)) {
      assert.equal(normalise(code, rules).kind, 'refused', code);
      onCode();
    }
  });
}
