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

describe('a serial scanner without a suffix', () => {
  it('is read after a pause, each code once', async () => {
    const { clock, codes, send } = await aScanner();
    send('40063');
    clock.advance(299);
    send('81333931');
    clock.advance(299);
    expect(codes).toEqual([]);
    clock.advance(1);
    expect(codes).toEqual(['4006381333931']);
    clock.advance(60_000);
    send('next');
    clock.advance(300);
    expect(codes).toEqual(['4006381333931', 'next']);
  });

  it('is read after the pause in the settings', async () => {
    const { clock, codes, send } = await aScanner({ idleMs: 1_000 });
    send('1234');
    clock.advance(999);
    expect(codes).toEqual([]);
    clock.advance(1);
    expect(codes).toEqual(['1234']);
  });

  it('starts its pause again if the process was held up', async () => {
    const { clock, codes, send } = await aScanner();
    send('40063');
    // All overdue timers run before the process reads the data in the buffer of the port.
    clock.holdUp(10_000);
    expect(codes).toEqual([]);
    send('81333931');
    clock.advance(300);
    expect(codes).not.toContain('40063');
  });
});

describe('a serial scanner with a suffix', () => {
  it('never delivers a partial code after a pause', async () => {
    const { clock, codes, faults, send } = await aScanner();
    send('1234\r');
    send('56');
    clock.advance(300);
    expect(faults).toEqual(['incomplete']);
    clock.advance(700);
    send('78\r');
    expect(codes).toEqual(['1234']);
    expect(faults).toEqual(['incomplete']);
  });

  it('never delivers a partial code, not even as its first code, if the settings require a suffix', async () => {
    const { clock, codes, send } = await aScanner({ suffix: 'required' });
    send('56');
    clock.advance(2_000);
    send('78\r');
    expect(codes).toEqual([]);
  });
});
