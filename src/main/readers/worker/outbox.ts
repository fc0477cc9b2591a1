/** Where the drivers hand in what they read and how they are; it tells the kiosk, and not more than that can take. */
import type { ToldReader } from '../health.ts';
import type { HidDevice } from '../hid-device.ts';
import type { News } from '../protocol.ts';
import type { ReadResult } from './drivers/driver.ts';
import { fullThrottle, openGate, through, throttle } from './throttle.ts';

export interface Outbox {
  /** The channel for one device, read by the settings of that index. */
  channel(key: string, readerIndex: number): (result: ReadResult) => void;
  put(row: ToldReader): void;
  remove(key: string): void;
  /** A whole report, for staff who teach. */
  raw(source: RawSource, report: Uint8Array): void;
  /** Told before a device is touched. */
  touch(device: { key: string; name: string }): void;
  stop(): void;
}

export interface OutboxParts {
  nowMs: () => number;
  after: (delayMs: number, run: () => void) => () => void;
  send: (news: News) => void;
  /** Whether whole reports are asked for. */
  isTeaching: () => boolean;
}

export interface RawSource {
  key: string;
  name: string;
  driver: ToldReader['driver'];
  device: HidDevice;
}

/** How often a flood is told of. */
const FLOOD_MS = 1_000;
/** No HID report is longer. */
const RAW_MAX = 1_024;

export function createOutbox({ nowMs, after, send, isTeaching }: OutboxParts): Outbox {
  const rows = new Map<string, ToldReader>();
  const cancels = new Set<() => void>();
  let told = '';
  let rawLimit = fullThrottle(nowMs());
  let isTelling = false;
  let isStopped = false;

  /** Once for all that changes in one turn. */
  function tell(): void {
    if (isTelling || isStopped) return;
    isTelling = true;
    queueMicrotask(() => {
      isTelling = false;
      const health = [...rows.values()];
      const text = JSON.stringify(health);
      if (text === told || isStopped) return;
      told = text;
      send({ kind: 'health', readers: health });
    });
  }

  function channel(key: string, readerIndex: number): (result: ReadResult) => void {
    let gate = openGate(nowMs());
    let droppedCount = 0;

    function isWithinLimit(): boolean {
      const [next, verdict] = through(gate, nowMs());
      gate = next;
      if (verdict === 'drop') drop();
      return verdict === 'pass';
    }

    function drop(): void {
      droppedCount += 1;
      if (droppedCount > 1) return;
      const cancel = after(FLOOD_MS, () => {
        cancels.delete(cancel);
        send({ kind: 'flooded', key, droppedCount });
        droppedCount = 0;
      });
      cancels.add(cancel);
    }

    return ({ code, fault }) => {
      if (isStopped || (code === null && fault === null) || !isWithinLimit()) return;
      if (fault !== null) send({ kind: 'fault', key, fault });
      if (code !== null) send({ kind: 'code', key, ...code, readerIndex });
    };
  }

  function raw({ key, name, driver, device }: RawSource, report: Uint8Array): void {
    if (!isTeaching() || isStopped) return;
    const [next, verdict] = throttle(rawLimit, nowMs());
    rawLimit = next;
    if (verdict === 'drop') return;
    const { vendorId, productId, usagePage, usage } = device;
    const bytes = [...report.subarray(0, RAW_MAX)];
    send({ kind: 'raw', key, name, driver, vendorId, productId, usagePage, usage, bytes });
  }

  return {
    channel,
    raw,
    put(row) {
      rows.set(row.key, row);
      tell();
    },
    remove(key) {
      if (rows.delete(key)) tell();
    },
    touch: ({ key, name }) => send({ kind: 'opening', key, name }),
    stop() {
      isStopped = true;
      for (const cancel of cancels) cancel();
    },
  };
}
