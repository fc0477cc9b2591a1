import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { createHost } from '../../../src/main/readers/host.ts';
import type { News } from '../../../src/main/readers/protocol.ts';
import { readersSchema } from '../../../src/main/readers/settings.ts';
import { createClock } from './a-clock.ts';

/** A serial port that, as the real one, one at a time may have open. */
function aPort() {
  let isHeld = false;
  return class SerialPort extends EventEmitter {
    isOpen = false;
    open(): void {
      if (isHeld) {
        queueMicrotask(() => this.emit('error', new Error('Cannot lock port')));
        return;
      }
      [isHeld, this.isOpen] = [true, true];
      queueMicrotask(() => this.emit('open'));
    }
    close(done: () => void): void {
      setImmediate(() => {
        [isHeld, this.isOpen] = [false, false];
        done();
      });
    }
  };
}

describe('the readers of a kiosk', () => {
  it('are closed before they are opened by other settings', async () => {
    const news: News[] = [];
    const SerialPort = aPort();
    const host = createHost({
      ...createClock(),
      bus: { list: () => Promise.resolve([]), open: () => Promise.reject(new Error('none')) },
      send: (each) => news.push(each),
      load: () => Promise.resolve({ SerialPort }),
      fileAt: () => null,
      files: { list: () => [], read: () => '' },
      watch: () => () => undefined,
    });
    const readers = v.parse(readersSchema, [{ driver: 'serial', path: '/dev/ttyACM0' }]);
    host.take({ kind: 'configure', readers, setAside: [] });
    for (let at = 0; at < 5; at += 1) await new Promise(setImmediate);
    host.take({ kind: 'configure', readers, setAside: [] });
    for (let at = 0; at < 5; at += 1) await new Promise(setImmediate);
    await host.stop();
    const statuses = news.flatMap((each) =>
      each.kind === 'health' ? each.readers.map(({ status }) => status.kind) : [],
    );
    expect(statuses).not.toContain('unusable');
    expect(statuses.filter((kind) => kind === 'ready')).toHaveLength(2);
  });
});
