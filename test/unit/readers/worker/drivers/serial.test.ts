import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { serial } from '../../../../../src/main/readers/worker/drivers/serial.ts';
import { readerSettingsSchema } from '../../../../../src/main/readers/settings.ts';
import { createClock } from '../../../../builders/reader-clock.ts';
import { aSystem } from '../../../../builders/system-files.ts';

/** An open port with its scanner, the codes that are read, and a clock. */
async function aScanner(settings: { suffix?: 'any' | 'required'; idleMs?: number } = {}) {
  const clock = createClock();
  const codes: string[] = [];
  const faults: string[] = [];
  const port = new EventEmitter();
  class SerialPort {
    isOpen = true;
    on = port.on.bind(port);
    open = (): boolean => port.emit('open');
    close = (done: () => void): void => done();
  }
  const parsed = v.parse(readerSettingsSchema, { driver: 'serial', path: 'COM3', ...settings });
  if (parsed.driver !== 'serial') throw new Error('another driver');
  const driver = serial(parsed).start(
    {
      ...clock,
      load: () => Promise.resolve({ SerialPort }),
      fileAt: () => null,
      files: aSystem({}),
    },
    {
      touch: () => undefined,
      read({ code, fault }) {
        if (code !== null) codes.push(code.text);
        if (fault !== null) faults.push(fault);
      },
      status: () => undefined,
    },
  );
  await new Promise(setImmediate);
  return {
    clock,
    codes,
    faults,
    driver,
    send: (text: string) => port.emit('data', Buffer.from(text)),
  };
}

/** Longer than the kiosk waits for the next line of a code. */
const LINE_MS = 120;
/** Longer than the kiosk waits for the rest of a code without a suffix, while it knows no code like this. */
const SETTLE_MS = 1_500;
const NEXT_CUSTOMER_MS = 6_000;

describe('a serial scanner without a suffix', () => {
  it('is read after a moment, and after a pause once its codes are known', async () => {
    const { clock, codes, send } = await aScanner();
    send('40063');
    clock.advance(299);
    send('81333931');
    clock.advance(SETTLE_MS - 1);
    expect(codes).toEqual([]);
    clock.advance(1);
    expect(codes).toEqual(['4006381333931']);
    clock.advance(NEXT_CUSTOMER_MS);
    send('5901234123457');
    clock.advance(299);
    expect(codes).toHaveLength(1);
    clock.advance(1);
    expect(codes).toEqual(['4006381333931', '5901234123457']);
  });

  it('is read after the pause in the settings', async () => {
    const { clock, codes, send } = await aScanner({ idleMs: 3_000 });
    send('1234');
    clock.advance(2_999);
    expect(codes).toEqual([]);
    clock.advance(1);
    expect(codes).toEqual(['1234']);
  });

  it('has a code refused once that is shorter than all before it, and read when it comes again', async () => {
    const { clock, codes, faults, send } = await aScanner();
    for (const code of ['4006381333931', '12345678', '12345678']) {
      send(code);
      clock.advance(NEXT_CUSTOMER_MS);
    }
    expect(codes).toEqual(['4006381333931', '12345678']);
    expect(faults).toEqual(['incomplete']);
  });

  it('has another card refused that comes soon after the very first, and read at the next try', async () => {
    const { clock, codes, faults, send } = await aScanner();
    for (const code of ['4006381333931', '5901234123457', '5901234123457']) {
      send(code);
      clock.advance(SETTLE_MS);
    }
    expect(codes).toEqual(['4006381333931', '5901234123457']);
    expect(faults).toEqual(['incomplete']);
  });

  it('starts its pause again if the process was held up', async () => {
    const { clock, codes, send } = await aScanner();
    send('40063');
    // All overdue timers run before the process reads the data in the buffer of the port.
    clock.holdUp(10_000);
    expect(codes).toEqual([]);
    send('81333931');
    clock.advance(SETTLE_MS);
    expect(codes).not.toContain('40063');
  });
});

describe('a serial scanner with a suffix', () => {
  it('never delivers a partial code after a pause', async () => {
    const { clock, codes, faults, send } = await aScanner();
    send('1234\r');
    clock.advance(LINE_MS);
    expect(codes).toEqual(['1234']);
    send('56');
    clock.advance(300);
    expect(faults).toEqual(['incomplete']);
    clock.advance(700);
    send('78\r');
    clock.advance(LINE_MS);
    expect(codes).toEqual(['1234']);
    expect(faults).toEqual(['incomplete']);
  });

  it('never delivers a partial code, not even as its first code, if the settings require a suffix', async () => {
    const { clock, codes, send } = await aScanner({ suffix: 'required' });
    send('56');
    clock.advance(2_000);
    send('78\r');
    clock.advance(NEXT_CUSTOMER_MS);
    expect(codes).toEqual([]);
  });
});

describe('a serial scanner that stalls in the middle of a code', () => {
  const STALLS = [150, 310, 900, 1_300, 1_600, 2_500, 4_900];
  const LONG_STALLS = [6_000, 12_000, 30_000];

  it.each(STALLS)(
    'gives at most the first part of its first code, never the rest (%i ms)',
    async (ms) => {
      for (const end of ['\r', '']) {
        const { clock, codes, send } = await aScanner();
        send('400638');
        clock.advance(ms);
        send(`1333931${end}`);
        clock.advance(NEXT_CUSTOMER_MS);
        const isWhole = ms <= 300;
        const right = isWhole ? [['4006381333931']] : ms < SETTLE_MS ? [[]] : [['400638']];
        expect(right).toContainEqual(codes);
        send(`5901234123457${end}`);
        clock.advance(NEXT_CUSTOMER_MS);
        expect(codes.at(-1)).toBe('5901234123457');
      }
    },
  );

  it.each(LONG_STALLS)(
    'gives no rest of its first code if it sends a suffix (%i ms)',
    async (ms) => {
      const { clock, codes, send } = await aScanner();
      send('400638');
      clock.advance(ms);
      send('1333931\r');
      clock.advance(NEXT_CUSTOMER_MS);
      expect(codes).toEqual(['400638']);
      send('5901234123457\r');
      clock.advance(NEXT_CUSTOMER_MS);
      expect(codes).toEqual(['400638', '5901234123457']);
    },
  );

  it.each([...STALLS, ...LONG_STALLS])(
    'gives no part of a code once a code was read (%i ms)',
    async (ms) => {
      for (const end of ['\r', '']) {
        const { clock, codes, faults, send } = await aScanner();
        send(`5901234123457${end}`);
        clock.advance(NEXT_CUSTOMER_MS);
        send('400638');
        clock.advance(ms);
        send(`1333931${end}`);
        clock.advance(NEXT_CUSTOMER_MS);
        const isWhole = ms <= 300;
        expect(codes).toEqual(['5901234123457', ...(isWhole ? ['4006381333931'] : [])]);
        expect(faults.length > 0).toBe(!isWhole);
      }
    },
  );

  it('is read when the card is tried again at once', async () => {
    const { clock, codes, send } = await aScanner();
    send('5901234123457\r');
    clock.advance(NEXT_CUSTOMER_MS);
    send('400638');
    clock.advance(2_000);
    send('4006381333931\r');
    clock.advance(LINE_MS);
    expect(codes).toEqual(['5901234123457', '4006381333931']);
  });

  it('is read if only its suffix was late', async () => {
    const { clock, codes, faults, send } = await aScanner();
    send('4006381333931');
    clock.advance(700);
    send('\r\n');
    clock.advance(LINE_MS);
    expect([codes, faults]).toEqual([['4006381333931'], []]);
  });
});

describe('a serial scanner whose code has line breaks in it', () => {
  it.each([
    'LOYALTY\n12345678\r\n',
    'BEGIN:VCARD\r\nFN:X\r\nNOTE:12345678\r\nEND:VCARD\r\n',
    '12345\t678\r',
    '%B6004111111111111^D^1210?\r;6004111111111111=1210201?\r',
    '\u0002123\u0003\u0002456\u0003',
    'A\rA\rB\r',
  ])('gives no line of it, in any pieces, and the next code is read (%j)', async (text) => {
    for (const size of [1, 3, 7, 200]) {
      const { clock, codes, faults, send } = await aScanner();
      for (let at = 0; at < text.length; at += size) {
        send(text.slice(at, at + size));
        clock.advance(50);
      }
      clock.advance(LINE_MS);
      expect([codes, faults]).toEqual([[], ['incomplete']]);
      send('4006381333931\r');
      clock.advance(LINE_MS);
      expect(codes).toEqual(['4006381333931']);
    }
  });

  it.each([
    '4006381333931\r\n',
    '4006381333931\r\n\r\n',
    '4006381333931\r4006381333931\r',
    '\u00024006381333931\r\n\u0003',
    '\u00024006381333931\u0003Q',
    '\u00024006381333931\u0003Q\r\n',
    '\u00004006381333931\r\u0000',
    '\u00064006381333931\t\r\n',
  ])('is not mistaken for one that sends more than a code (%j)', async (text) => {
    const { clock, codes, send } = await aScanner();
    for (const count of [1, 2, 3]) {
      send(text);
      clock.advance(NEXT_CUSTOMER_MS);
      expect(codes.map((code) => code.replaceAll('\0', '').replace('\u0006', ''))).toEqual(
        new Array<string>(count).fill('4006381333931'),
      );
    }
  });
});
