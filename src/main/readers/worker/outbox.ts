/** Sends the results of the drivers and the state of their devices to the kiosk. Limits the number of messages. */
import type { ReportedReader } from '../health.ts';
import type { HidDevice } from '../hid-device.ts';
import type { WorkerEvent } from '../protocol.ts';
import type { ReadResult } from './drivers/driver.ts';
import { fullThrottle, openGate, passGate, throttle } from './throttle.ts';

export interface Outbox {
  /** Returns the function that sends the results of one device. `readerIndex`: the position of its settings. */
  channel(key: string, readerIndex: number): (result: ReadResult) => void;
  /** Adds or replaces the state of one reader. */
  put(row: ReportedReader): void;
  remove(key: string): void;
  /** Sends a whole report while staff teach the kiosk a reader. */
  raw(source: RawSource, report: Uint8Array): void;
  /** Call before native code touches the device. */
  touch(device: { key: string; name: string }): void;
  stop(): void;
}

export interface OutboxParts {
  nowMs: () => number;
  after: (delayMs: number, run: () => void) => () => void;
  send: (event: WorkerEvent) => void;
  /** Whether the kiosk wants whole reports. */
  isTeaching: () => boolean;
}

export interface RawSource {
  key: string;
  name: string;
  driver: ReportedReader['driver'];
  device: HidDevice;
}

/** How often a flood is reported. */
const FLOOD_MS = 1_000;
/** Longer than any HID report. */
const RAW_MAX = 1_024;

export function createOutbox({ nowMs, after, send, isTeaching }: OutboxParts): Outbox {
  const rows = new Map<string, ReportedReader>();
  const cancels = new Set<() => void>();
  let sent = '';
  let rawLimit = fullThrottle(nowMs());
  let isScheduled = false;
  let isStopped = false;

  /** Sends all changes of one turn of the event loop together. */
  function sendHealth(): void {
    if (isScheduled || isStopped) return;
    isScheduled = true;
    queueMicrotask(() => {
      isScheduled = false;
      const health = [...rows.values()];
      const text = JSON.stringify(health);
      if (text === sent || isStopped) return;
      sent = text;
      send({ kind: 'health', readers: health });
    });
  }

  function channel(key: string, readerIndex: number): (result: ReadResult) => void {
    let gate = openGate(nowMs());
    let droppedCount = 0;

    function isWithinLimit(): boolean {
      const [next, verdict] = passGate(gate, nowMs());
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
      sendHealth();
    },
    remove(key) {
      if (rows.delete(key)) sendHealth();
    },
    touch: ({ key, name }) => send({ kind: 'opening', key, name }),
    stop() {
      isStopped = true;
      for (const cancel of cancels) cancel();
    },
  };
}
