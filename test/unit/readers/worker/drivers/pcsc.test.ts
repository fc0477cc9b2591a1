import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { RETRY_MS } from '../../../../../src/main/readers/worker/drivers/driver.ts';
import { pcsc } from '../../../../../src/main/readers/worker/drivers/pcsc.ts';
import { readerSettingsSchema } from '../../../../../src/main/readers/settings.ts';
import { createClock } from '../../../../builders/reader-clock.ts';
import { aSystem } from '../../../../builders/system-files.ts';

const UID = [0x04, 0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6];
const [EMPTY, PRESENT] = [0x10, 0x20];

/** A PC/SC daemon with readers, as the library shows it (smartcard 3.7.0), and the codes that are read. */
async function aDaemon(names: readonly string[] = ['R1']) {
  const clock = createClock();
  const codes: string[] = [];
  const faults: string[] = [];
  const statuses: string[] = [];
  const watches: EventEmitter[] = [];
  let listed = names;
  class Devices extends EventEmitter {
    start = (): unknown => watches.push(this);
    stop = (): void => undefined;
    listReaders = (): readonly string[] => listed;
  }
  const settings = v.parse(readerSettingsSchema, { driver: 'pcsc' });
  if (settings.driver !== 'pcsc') throw new Error('another driver');
  pcsc(settings).start(
    { ...clock, load: () => Promise.resolve({ Devices }), fileAt: () => null, files: aSystem({}) },
    {
      touch: () => undefined,
      read({ code, fault }) {
        if (code !== null) codes.push(code.text);
        if (fault !== null) faults.push(fault);
      },
      status: ({ kind }) => statuses.push(kind),
    },
  );
  await new Promise(setImmediate);
  const emit = (...event: [string, unknown?]): unknown => watches.at(-1)?.emit(...event);

  return {
    clock,
    codes,
    faults,
    statuses,
    watchCount: () => watches.length,
    attach: (name: string, state = EMPTY) => emit('reader-attached', { name, state }),
    fail: () => emit('error', new Error('Card is unpowered')),
    remove: (name: string) => emit('card-removed', { reader: { name } }),
    loseDaemon: (): void => {
      listed = [];
      emit('error', new Error('Service not available'));
    },
    startDaemon: () => (listed = names),
    insert: async (name: string): Promise<void> => {
      const card = { transmit: () => Promise.resolve(Uint8Array.of(...UID, 0x90, 0x00)) };
      emit('card-inserted', { reader: { name }, card });
      await new Promise(setImmediate);
    },
  };
}

describe('a card that a PC/SC reader cannot connect to', () => {
  it('is reported at once, and its reader still works', async () => {
    const { clock, codes, faults, statuses, watchCount, fail, remove, insert } = await aDaemon();
    fail();
    expect(faults).toEqual(['incomplete']);
    clock.advance(RETRY_MS * 10);
    expect([watchCount(), statuses.at(-1)]).toEqual([1, 'ready']);
    remove('R1');
    await insert('R1');
    expect(codes).toEqual(['04A1B2C3D4E5F6']);
  });

  it('is reported each time', async () => {
    const { faults, watchCount, fail, remove } = await aDaemon();
    for (let at = 0; at < 10; at += 1) {
      fail();
      remove('R1');
    }
    expect([faults.length, watchCount()]).toEqual([10, 1]);
  });
});

describe('a daemon that is lost', () => {
  it('is reported as missing, and tried again until it is back', async () => {
    const daemon = await aDaemon();
    daemon.loseDaemon();
    expect([daemon.statuses.at(-1), daemon.faults]).toEqual(['unusable', []]);
    daemon.startDaemon();
    daemon.clock.advance(RETRY_MS);
    expect([daemon.statuses.at(-1), daemon.watchCount()]).toEqual(['ready', 2]);
  });

  it('is also recognised if errors never end while it still lists its readers', async () => {
    const { statuses, fail } = await aDaemon();
    for (let at = 0; at < 3; at += 1) fail();
    expect(statuses.at(-1)).toBe('unusable');
  });
});

describe('a card that already lies on a reader when the reader is found', () => {
  it('is not read before it is presented again, because its owner may be gone', async () => {
    const { clock, codes, faults, attach, insert, remove, loseDaemon, startDaemon } = await aDaemon(
      ['R1', 'R2'],
    );
    attach('R1');
    await insert('R1');
    loseDaemon();
    startDaemon();
    clock.advance(RETRY_MS);
    attach('R1', PRESENT);
    await insert('R1');
    expect([codes.length, faults]).toEqual([1, ['incomplete']]);
    attach('R2');
    await insert('R2');
    remove('R1');
    await insert('R1');
    expect([codes.length, faults.length]).toEqual([3, 1]);
  });

  it('does not block the next card if the reader could not connect to it', async () => {
    const { codes, attach, fail, remove, insert } = await aDaemon();
    attach('R1', PRESENT);
    fail();
    remove('R1');
    await insert('R1');
    expect(codes).toHaveLength(1);
  });
});
