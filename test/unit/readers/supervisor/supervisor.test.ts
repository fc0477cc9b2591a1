import { describe, expect, it } from 'vitest';
import type { ReaderHealth } from '../../../../src/main/readers/health.ts';
import {
  RAN_LONG_MS,
  PING_MS,
  RESTART_FIRST_MS,
  START_MS,
} from '../../../../src/main/readers/supervisor/keep-alive.ts';
import type { ReaderProcessEvents } from '../../../../src/main/readers/supervisor/process.ts';
import type { WorkerEvent, Command } from '../../../../src/main/readers/protocol.ts';
import { ASIDE_MS } from '../../../../src/main/readers/supervisor/set-aside.ts';
import {
  createSupervisor,
  type Supervisor,
} from '../../../../src/main/readers/supervisor/supervisor.ts';
import { createClock, type Clock } from '../../../builders/reader-clock.ts';
import { aLog } from '../../../builders/log.ts';

interface Child {
  orders: Command[];
  events: ReaderProcessEvents;
  isKilled: boolean;
  /** True if the process does not answer pings. */
  isHung: boolean;
}

interface Played {
  supervisor: Supervisor;
  clock: Clock;
  children: readonly Child[];
  codes: readonly string[];
  messages: () => string[];
  health: () => readonly ReaderHealth[];
  last: () => Child;
}

/** A supervisor whose reader processes the test simulates. */
function aSupervisor(): Played {
  const clock: Clock = createClock();
  const children: Child[] = [];
  const codes: string[] = [];
  const { log, messages } = aLog();
  let health: readonly ReaderHealth[] = [];
  const supervisor = createSupervisor({
    world: clock,
    spawn(events) {
      const child: Child = { orders: [], events, isKilled: false, isHung: false };
      children.push(child);
      return {
        send(order) {
          if (order.kind !== 'ping') child.orders.push(order);
          else if (!child.isHung) events.message({ kind: 'pong', number: order.number });
        },
        kill() {
          child.isKilled = true;
          events.exit();
        },
        pid: 1,
      };
    },
    readers: [],
    onCode: ({ text }) => codes.push(text),
    onFault: () => undefined,
    onRaw: () => undefined,
    onHealth: (reported) => (health = reported),
    log,
  });
  supervisor.start();
  return {
    supervisor,
    clock,
    children,
    codes,
    messages,
    health: () => health,
    last: (): Child => {
      const child = children.at(-1);
      if (child === undefined) throw new Error('none was started');
      return child;
    },
  };
}

const READY = {
  key: 'k',
  name: 'Scanner',
  driver: 'hidPos',
  status: { kind: 'ready' },
  isExpected: true,
} as const;

function send(child: Child, ...news: WorkerEvent[]): void {
  for (const each of news) child.events.message(each);
}

describe('a reader process', () => {
  it('gets its settings after its start, and its codes reach the kiosk', () => {
    const { last, codes } = aSupervisor();
    send(last(), { kind: 'started' });
    expect(last().orders).toEqual([{ kind: 'configure', readers: [], setAside: [], keys: [] }]);
    const code = { kind: 'code', key: 'k', text: 'A', aim: null, symbology: null } as const;
    send(last(), { ...code, readerIndex: 0 });
    expect(codes).toEqual(['A']);
  });

  it('is restarted with a growing delay when it ends, and meanwhile its readers are reported as away', () => {
    const { clock, children, last, health } = aSupervisor();
    send(last(), { kind: 'health', readers: [READY] });
    last().events.exit();
    expect(health()[0]?.status).toEqual({ kind: 'away' });
    clock.advance(RESTART_FIRST_MS - 1);
    expect(children).toHaveLength(1);
    clock.advance(1);
    expect(children).toHaveLength(2);
    last().events.exit();
    clock.advance(RESTART_FIRST_MS);
    expect(children).toHaveLength(2);
    clock.advance(RESTART_FIRST_MS);
    expect(children).toHaveLength(3);
  });

  it('gets the device keys of the previous process', () => {
    const { clock, last } = aSupervisor();
    send(last(), { kind: 'started' }, { kind: 'keys', keys: [['k@/dev/hidraw1', 'k#2']] });
    last().events.exit();
    clock.advance(RESTART_FIRST_MS);
    send(last(), { kind: 'started' });
    expect(last().orders).toMatchObject([{ keys: [['k@/dev/hidraw1', 'k#2']] }]);
  });

  it('has a reader reported as away if the new process does not find that reader', () => {
    const { clock, last, health } = aSupervisor();
    send(last(), { kind: 'health', readers: [READY] });
    last().events.exit();
    clock.advance(RESTART_FIRST_MS);
    send(last(), { kind: 'health', readers: [] });
    expect(health()).toMatchObject([{ name: 'Scanner', status: { kind: 'away' } }]);
  });

  it('is killed when it hangs', () => {
    const { clock, children, last, messages } = aSupervisor();
    send(last(), { kind: 'started' });
    clock.advance(PING_MS * 3);
    expect(last().isKilled).toBe(false);
    last().isHung = true;
    clock.advance(PING_MS * 2);
    expect(children[0]?.isKilled).toBe(true);
    expect(messages()[0]).toContain('does not answer');
  });

  it('is killed if it does not start within a minute', () => {
    const { clock, children, last, messages } = aSupervisor();
    last().isHung = true;
    clock.advance(START_MS - 1);
    expect(children[0]?.isKilled).toBe(false);
    clock.advance(1);
    expect(children[0]?.isKilled).toBe(true);
    expect(messages()[0]).toContain('does not answer');
  });

  it('has an invalid message ignored', () => {
    const { last, codes, messages } = aSupervisor();
    last().events.message({ kind: 'code', text: 42 });
    last().events.message('hello');
    expect(codes).toEqual([]);
    expect(messages()).toHaveLength(2);
  });

  it('is asked to stop, and killed if it does not stop', async () => {
    const { supervisor, clock, last } = aSupervisor();
    const stopped = supervisor.stop();
    expect(last().orders.at(-1)).toEqual({ kind: 'stop' });
    expect(last().isKilled).toBe(false);
    clock.advance(2_000);
    await stopped;
    expect(last().isKilled).toBe(true);
  });
});

describe('a device that crashes the process', () => {
  const opening = { kind: 'opening', key: 'k', name: 'Scanner' } as const;

  function die(kiosk: Played, key = 'k'): void {
    send(kiosk.last(), { ...opening, key });
    kiosk.last().events.exit();
    kiosk.clock.advance(30_000);
    send(kiosk.last(), { kind: 'started' });
  }

  it('is set aside after three crashes in a row, and not before', () => {
    const kiosk = aSupervisor();
    die(kiosk);
    die(kiosk);
    expect(kiosk.last().orders[0]).toMatchObject({ setAside: [] });
    die(kiosk);
    expect(kiosk.last().orders[0]).toMatchObject({ setAside: ['k'] });
  });

  it('is not blamed for crashes that were long ago or had another device as their cause', () => {
    const kiosk = aSupervisor();
    die(kiosk);
    die(kiosk);
    kiosk.clock.advance(RAN_LONG_MS);
    die(kiosk);
    die(kiosk, 'other');
    die(kiosk);
    expect(kiosk.last().orders[0]).toMatchObject({ setAside: [] });
  });

  it('gets one more try when another device turns out to be the cause', () => {
    const kiosk = aSupervisor();
    // Both devices are opened each time. The first one crashes the process while it is read.
    for (let death = 0; death < 3; death += 1) {
      send(kiosk.last(), { ...opening, key: 'bad' });
      die(kiosk, 'good');
    }
    expect(kiosk.last().orders[0]).toMatchObject({ setAside: ['good'] });
    for (let death = 0; death < 3; death += 1) die(kiosk, 'bad');
    expect(kiosk.last().orders[0]).toMatchObject({ setAside: ['bad'] });
    die(kiosk, 'good');
    expect(kiosk.last().orders[0]).toMatchObject({ setAside: ['good'] });
    die(kiosk, 'bad');
    expect(kiosk.last().orders[0]).toMatchObject({ setAside: ['good', 'bad'] });
  });

  it('is used again once it was unplugged, until its next crash, and the log says so', () => {
    const kiosk = aSupervisor();
    for (let death = 0; death < 3; death += 1) die(kiosk);
    send(kiosk.last(), { kind: 'unplugged', keys: ['k'] });
    expect(kiosk.messages().at(-1)).toContain('used when it is plugged in again');
    kiosk.last().events.exit();
    kiosk.clock.advance(30_000);
    send(kiosk.last(), { kind: 'started' });
    expect(kiosk.last().orders[0]).toMatchObject({ setAside: [] });
    die(kiosk);
    expect(kiosk.last().orders[0]).toMatchObject({ setAside: ['k'] });
  });

  it('gets another try after an hour without being unplugged, until its next crash', () => {
    const kiosk = aSupervisor();
    for (let death = 0; death < 3; death += 1) die(kiosk);
    kiosk.clock.advance(ASIDE_MS - 30_001);
    expect(kiosk.last().orders).toHaveLength(1);
    kiosk.clock.advance(1);
    expect(kiosk.last().orders.at(-1)).toMatchObject({ kind: 'configure', setAside: [] });
    expect(kiosk.messages().at(-1)).toContain('used again');
    die(kiosk);
    expect(kiosk.last().orders[0]).toMatchObject({ setAside: ['k'] });
  });
});
