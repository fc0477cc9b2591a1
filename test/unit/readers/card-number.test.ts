import { describe, expect, it } from 'vitest';
import { numberProblem } from '../../../src/main/readers/card-number.ts';
import { decodeNfcHid, type NfcLayout } from '../../../src/main/readers/decode/nfc-hid.ts';
import { decodeUidAnswer } from '../../../src/main/readers/decode/pcsc-uid.ts';
import { normalise } from '../../../src/main/readers/normalise.ts';
import { rulesSchema } from '../../../src/main/readers/rules.ts';
import { problemAsSent } from '../../../src/main/readers/sent-number.ts';
import * as v from 'valibot';

const LAYOUT: NfcLayout = {
  ...{ byteOrder: 'asRead', base: 'hex', digits: null },
  ...{
    reportId: 1,
    offset: 2,
    length: { kind: 'at', offset: 1, isAlone: false },
    empty: null,
    emptyBefore: null,
  },
};

function numberProblemOfText(text: string): string | null {
  return problemAsSent({ text, number: text }, null);
}

function read(hex: string, layout: Partial<NfcLayout> = {}): string | null {
  const bytes = Buffer.from(hex, 'hex');
  const { code, fault } = decodeNfcHid(Uint8Array.of(1, bytes.length, ...bytes), {
    ...LAYOUT,
    ...layout,
  });
  return code?.text ?? fault;
}

describe('a number that is random at each touch', () => {
  it('is refused by a reader with HID reports and as text', () => {
    expect(read('08A1B2C3')).toBe('randomUid');
    expect(read('08123456')).toBe('randomUid');
    const text = Buffer.from('08A1B2C3').toString('hex');
    expect(read(text, { base: 'text' })).toBe('randomUid');
    const separated = Buffer.from('08:A1:B2:C3').toString('hex');
    expect(read(separated, { base: 'text' })).toBe('randomUid');
  });

  it('is refused as typed and serial text if it cannot be a barcode', () => {
    expect(numberProblemOfText('08A1B2C3')).toBe('randomUid');
    expect(numberProblemOfText('08:12:34:56')).toBe('randomUid');
    expect(numberProblemOfText('08 a1 b2 c3')).toBe('randomUid');
    expect(numberProblemOfText('08123456')).toBeNull();
  });

  it('is refused after a prefix, and with other signs between its bytes', () => {
    const texts = ['0x08A1B2C3', '08_A1_B2_C3', '08,A1,B2,C3', '[08A1B2C3]', '08A1B2C3h'];
    expect(texts.map((text) => numberProblemOfText(text))).toEqual(texts.map(() => 'randomUid'));
    const numbers = ['0x04A1B2C3', '08_A1_B2_C3_D4', '08A1B2C3x', '[08123456]', 'x08A1B2C3'];
    expect(numbers.filter((text) => numberProblemOfText(text) !== null)).toEqual([]);
    const rules = v.parse(rulesSchema, { stripPrefix: 'UID:' });
    expect(normalise('UID:08A1B2C3', rules)).toEqual({ kind: 'refused', why: 'randomUid' });
    expect(normalise('UID: 08:12:34:56', rules)).toEqual({ kind: 'refused', why: 'randomUid' });
    expect(normalise('08A1B2C3', v.parse(rulesSchema, { stripPrefix: '08' }))).toEqual({
      kind: 'refused',
      why: 'randomUid',
    });
    expect(normalise('UID:04A1B2C3', rules)).toEqual({ kind: 'value', value: '04A1B2C3' });
    const reversed = { from: 'hex', byteOrder: 'reversed', byteCount: 4 } as const;
    expect(normalise('UID:C3B2A108', v.parse(rulesSchema, { ...rules, number: reversed }))).toEqual(
      { kind: 'value', value: '08A1B2C3' },
    );
  });

  it('is refused where a rule of the owner says that the digits are a card number', () => {
    const rules = v.parse(rulesSchema, { number: { from: 'decimal', byteCount: 4 } });
    expect(normalise('0144814787', rules)).toEqual({ kind: 'refused', why: 'randomUid' });
    expect(normalise('0045131261', rules)).toEqual({ kind: 'value', value: '02B0A5FD' });
  });

  it('is not refused where the owner says that every card keeps its number', () => {
    const fixed = { hasFixedNumbers: true };
    const number = { from: 'decimal', byteCount: 4 } as const;
    const reversed = { ...number, byteOrder: 'reversed' } as const;
    const valueOf = (text: string, rules: v.InferInput<typeof rulesSchema>): string => {
      const result = normalise(text, v.parse(rulesSchema, rules));
      return result.kind === 'value' ? result.value : result.why;
    };
    // A card of 125 kHz. One of 256 begins so.
    expect(valueOf('0142344123', { number })).toBe('randomUid');
    expect(valueOf('0142344123', { number, ...fixed })).toBe('087BFFBB');
    expect(valueOf('0142344123', { number: reversed, ...fixed })).toBe('BBFF7B08');
    expect(valueOf('2289827771', { number })).toBe('halfNumber');
    expect(valueOf('2289827771', { number, ...fixed })).toBe('887BFFBB');
    const after = { pattern: '[0-9]{10}', number: { ...number, when: 'afterPattern' } } as const;
    expect(valueOf('0142344123', after)).toBe('randomUid');
    expect(valueOf('0142344123', { ...after, ...fixed })).toBe('087BFFBB');
    expect(['08A1B2C3', '08:A1:B2:C3', '88A1B2C3'].map((text) => valueOf(text, fixed))).toEqual([
      ...['08A1B2C3', '08:A1:B2:C3', '88A1B2C3'],
    ]);
    expect(valueOf('00000000', fixed)).toBe('blankNumber');
    const { code } = decodeNfcHid(Uint8Array.of(1, 4, 0x08, 1, 2, 3), LAYOUT, fixed);
    expect(code?.text).toBe('08010203');
  });

  it('is not refused in the form of two parts, which only readers of 125 kHz write', () => {
    const rules = v.parse(rulesSchema, { number: { from: 'fiveFive' } });
    expect(normalise('02172,00443', rules)).toEqual({ kind: 'value', value: '087C01BB' });
    expect(normalise('34940,00443', rules)).toEqual({ kind: 'value', value: '887C01BB' });
    expect(normalise('00000,00000', rules)).toEqual({ kind: 'refused', why: 'blankNumber' });
  });

  it('is told by the bytes as the reader sends them, also if they are registered reversed', () => {
    const reversed = { byteOrder: 'reversed' } as const;
    expect(read('08A1B2C3', reversed)).toBe('randomUid');
    expect(read('C3B2A108', reversed)).toBe('08A1B2C3');
    expect(read('C3B2A188', reversed)).toBe('88A1B2C3');
    expect(read('88A1B2C3', reversed)).toBe('halfNumber');
    const rules = v.parse(rulesSchema, { number: { from: 'hex', byteCount: 4, ...reversed } });
    expect(normalise('08123456', rules)).toEqual({ kind: 'refused', why: 'randomUid' });
    expect(normalise('C3B2A108', rules)).toEqual({ kind: 'value', value: '08A1B2C3' });
  });

  it('is refused in a field for a longer number that zeros fill', () => {
    const inField = (hex: string, layout: Partial<NfcLayout> = {}): string | null => {
      const bytes = Buffer.from(hex, 'hex');
      const length = { kind: 'fixed', count: bytes.length } as const;
      const { code, fault } = decodeNfcHid(Uint8Array.of(1, ...bytes), {
        ...{ ...LAYOUT, offset: 1, length },
        ...layout,
      });
      return code?.text ?? fault;
    };
    expect(inField('08A1B2C300000000')).toBe('randomUid');
    expect(inField('08A1B2C3000000')).toBe('randomUid');
    expect(inField('08A1B2C3000000000000')).toBe('randomUid');
    expect(inField('0000000008A1B2C3')).toBe('randomUid');
    expect(inField('08A1B2C300000000', { byteOrder: 'reversed' })).toBe('randomUid');
    expect(inField('8804B2C300000000')).toBe('halfNumber');
    expect(numberProblemOfText('08A1B2C300000000')).toBe('randomUid');
    expect(inField('04A1B2C300000000')).toBe('04A1B2C300000000');
    expect(inField('08A1B2C3D4000000')).toBe('08A1B2C3D4000000');
    // Cards of 125 kHz have five bytes.
    expect(inField('08A1B2C300')).toBe('08A1B2C300');
    expect(inField('0008A1B2C3')).toBe('0008A1B2C3');
  });

  it('is only a number of four bytes', () => {
    expect(numberProblem(Buffer.from('08A1B2C3D4E5F6', 'hex'))).toBeNull();
    expect(read('08A1B2C3D4E5F6')).toBe('08A1B2C3D4E5F6');
  });
});

describe('half of a number', () => {
  it('is refused by every kind of reader', () => {
    expect(decodeUidAnswer(Buffer.from('8804B2C39000', 'hex'), LAYOUT_FORMAT).fault).toBe(
      'halfNumber',
    );
    expect(read('8804B2C3')).toBe('halfNumber');
    expect(numberProblemOfText('8804B2C3')).toBe('halfNumber');
  });
});

describe('a number without a card', () => {
  it('is refused if all bytes are FF or 00', () => {
    expect(read('FFFFFFFF')).toBe('blankNumber');
    expect(decodeUidAnswer(Buffer.from('FFFFFFFFFFFFFF9000', 'hex'), LAYOUT_FORMAT).fault).toBe(
      'blankNumber',
    );
    expect(decodeUidAnswer(Buffer.from('000000009000', 'hex'), LAYOUT_FORMAT).fault).toBe(
      'blankNumber',
    );
    const texts = ['00000000', 'ffffffff', 'FFFFFFFFFFFFFF', '00:00:00:00'];
    expect(texts.map((text) => numberProblemOfText(text))).toEqual(texts.map(() => 'blankNumber'));
    expect(numberProblemOfText('0000')).toBeNull();
  });
});

const LAYOUT_FORMAT = { byteOrder: 'asRead', base: 'hex', digits: null } as const;
