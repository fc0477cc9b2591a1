/** Reports that are not filled with zeros, or say how long a text is. */
import { describe, expect, it } from 'vitest';
import { decodeNfcHid, type NfcLayout } from '../../../../src/main/readers/decode/nfc-hid.ts';
import { teach, type Taught } from '../../../../src/main/readers/teach/teach.ts';
import { LAB_READER } from './lab-reader.ts';

/** In hexadecimal. Text is in quotes: `01 'A1B2' 00`. */
function report(written: string): Uint8Array {
  const hex = written.replace(/'([^']*)'/g, (_, text: string) => Buffer.from(text).toString('hex'));
  return Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
}

function taughtBy(...reports: readonly string[]): Taught {
  return teach(
    LAB_READER,
    reports.map((each) => [[report(each)], [report(each)], [report(each)]]),
  );
}

/** The first choice, and what it reads of these other cards. */
function reads(taught: Taught, ...others: readonly string[]) {
  const choice = taught.kind === 'profile' ? taught.choices[0] : null;
  if (choice?.settings.driver !== 'nfcHid') return taught;
  const { layout } = choice.settings;
  return [choice.first, choice.second, ...others.map((each) => codeOf(each, layout))];
}

function codeOf(written: string, layout: NfcLayout): string | null {
  const { code, fault } = decodeNfcHid(report(written), layout);
  return code?.text ?? fault;
}

describe('a report that is filled with FF', () => {
  it('has a number of four or seven bytes before them, and no other card is cut', () => {
    const four = taughtBy('01 A1B2C3D4 FFFFFFFFFFFF', '01 11223344 FFFFFFFFFFFF');
    const others = [
      '01 A1B2C3FF FFFFFFFFFFFF',
      '01 04A1B2C3D4E5F6 FFFFFF',
      '01 A1B2C3D4 000000000000',
    ];
    expect(reads(four, ...others, '01 FFFFFFFF FFFFFFFFFFFF')).toEqual([
      ...['A1B2C3D4', '11223344', 'A1B2C3FF', 'malformed', 'malformed', null],
    ]);
    const seven = taughtBy('01 04B2C3D4E5F6A7 FFFFFF', '01 0422334455AABB FFFFFF');
    expect(
      reads(
        seven,
        '01 A1B2C3D5 FFFFFFFFFFFF',
        '01 040A742E61AD2FC01219',
        '01 08A1B2C3 FFFFFFFFFFFF',
      ),
    ).toEqual([
      ...['04B2C3D4E5F6A7', '0422334455AABB', 'A1B2C3D5FFFFFF', 'malformed', 'randomUid'],
    ]);
  });

  it('has a number after its length', () => {
    const taught = taughtBy('01 07 04B2C3D4E5F6A7 FFFFFF', '01 04 22334455 FFFFFFFFFFFF');
    expect(reads(taught, '01 04 A1B2C3FF FFFFFFFFFFFF', '01 04 A1B2C3D4 E5FFFFFFFFFF')).toEqual([
      ...['04B2C3D4E5F6A7', '22334455', 'A1B2C3FF', 'malformed'],
    ]);
  });

  it('has a text before them', () => {
    const taught = taughtBy("01 '12345678' FFFFFFFF", "01 '9999123411' FFFF");
    const others = ["01 '77778888' 0DFFFFFF", "01 '7777' FF '888' FFFFFFFF"];
    expect(reads(taught, ...others)).toEqual([
      ...['12345678', '9999123411', '77778888', 'malformed'],
    ]);
  });

  it('does not end a number that has one such byte after it', () => {
    const taught = taughtBy('01 A1B2C3D4 FF', '01 11223344 FF');
    expect(taught).toMatchObject({ kind: 'refused' });
  });
});

describe('a text after its length', () => {
  it('is read with the length', () => {
    const taught = taughtBy(
      `01 08 'A1B2C3D4' ${'00'.repeat(12)}`,
      `01 0A '4B00A1B2C3' ${'00'.repeat(10)}`,
    );
    const others = [
      `01 0E '04A1B2C3D4E5F6' ${'00'.repeat(6)}`,
      `01 08 '04A1B2C3D4E5F6' ${'00'.repeat(6)}`,
      `01 08 '08A1B2C3' ${'00'.repeat(12)}`,
    ];
    expect(reads(taught, ...others)).toEqual([
      ...['A1B2C3D4', '4B00A1B2C3', '04A1B2C3D4E5F6', 'malformed', 'randomUid'],
    ]);
  });

  it('may end with the report, or with a line end that the length counts', () => {
    expect(reads(taughtBy("01 08 'A1B2C3D4'", "01 0A '4B00A1B2C3'"))).toEqual([
      ...['A1B2C3D4', '4B00A1B2C3'],
    ]);
    expect(reads(taughtBy("01 09 'A1B2C3D4' 0D 0000", "01 0B '4B00A1B2C3' 0D"))).toEqual([
      ...['A1B2C3D4', '4B00A1B2C3'],
    ]);
  });

  it('is not believed if the length does not fit every card', () => {
    const taught = taughtBy(
      `01 08 'A1B2C3D4' ${'00'.repeat(12)}`,
      `01 09 '4B00A1B2C3' ${'00'.repeat(10)}`,
    );
    expect(JSON.stringify(taught)).not.toMatch(/"text"/);
  });

  it('is refused if an AIM identifier is in it', () => {
    expect(taughtBy("01 0B ']C1A1B2C3D4' 0000", "01 0D ']C14B00A1B2C3'")).toMatchObject({
      kind: 'refused',
    });
  });
});

describe('a number of five bytes after its length', () => {
  it('is read beside numbers of other lengths', () => {
    const taught = taughtBy('01 05 0C55840E93 0000000000', '01 07 04A1B2C3D4E5F6 000000');
    expect(reads(taught, '01 04 A1B2C3D4 000000000000')).toEqual([
      ...['0C55840E93', '04A1B2C3D4E5F6', 'A1B2C3D4'],
    ]);
  });
});
