/** A bench for readers: devices that can be plugged in, the real reader process, and what the kiosk hears of it. */
import { join } from 'node:path';
import * as v from 'valibot';
import type { ReaderHealth } from '../../src/main/readers/health.ts';
import { spawnNodeReaders } from '../../src/main/readers/supervisor/node-process.ts';
import type { ReaderProcess } from '../../src/main/readers/supervisor/process.ts';
import { readersSchema } from '../../src/main/readers/settings.ts';
import { createSupervisor } from '../../src/main/readers/supervisor/supervisor.ts';
import type { DeviceBus } from './bus.ts';
import { aLog } from '../builders/log.ts';

export interface Bench {
  bus: DeviceBus;
  /** Texts of the codes, in order. */
  codes: readonly string[];
  /** The faults, and for a flood the count of what was not passed on. */
  faults: readonly string[];
  floodedCount: () => number;
  messages: () => string[];
  /** Resolves as soon as it holds; rejects with all that is known after some seconds. */
  until: (what: string, holds: () => boolean) => Promise<void>;
  /** The reader of that name. */
  health: (name: string) => ReaderHealth | undefined;
  isReady: (name: string) => boolean;
  /** Whether any is ready. */
  hasReady: () => boolean;
  /** Ends the reader process as a crash does. */
  crash: () => void;
  pid: () => number | undefined;
  stop: () => Promise<void>;
}

const LOOK_EVERY_MS = 50;

export interface BenchOptions {
  readers?: v.InferInput<typeof readersSchema>;
  /** How long `until` waits; a machine that is emulated needs more. */
  patienceMs?: number;
}

const WORKER = join(import.meta.dirname, '../../src/main/readers/worker/worker.ts');
const PATIENCE_MS = 10_000;

export function startBench(
  bus: DeviceBus,
  { readers = [{ driver: 'hidPos' }], patienceMs = PATIENCE_MS }: BenchOptions = {},
): Bench {
  const codes: string[] = [];
  const faults: string[] = [];
  const { log, messages } = aLog();
  const listeners = new Set<() => void>();
  let health: readonly ReaderHealth[] = [];
  let floodedCount = 0;
  let running: ReaderProcess | null = null;
  const spawn = spawnNodeReaders(WORKER, { ...process.env, ...bus.env });

  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const supervisor = createSupervisor({
    world: {
      after(delayMs, run) {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
    },
    spawn(events) {
      const child = spawn(events);
      running = child;
      return child;
    },
    readers: v.parse(readersSchema, readers),
    onCode({ text }) {
      codes.push(text);
      changed();
    },
    onFault(fault) {
      if (fault.kind === 'flooded') floodedCount += fault.droppedCount;
      else faults.push(fault.fault);
      changed();
    },
    onRaw: () => undefined,
    onHealth(told) {
      health = told;
      changed();
    },
    log,
  });
  supervisor.start();

  const find = (name: string): ReaderHealth | undefined =>
    health.find((reader) => reader.name === name);
  return {
    bus,
    codes,
    faults,
    messages,
    floodedCount: () => floodedCount,
    health: find,
    isReady: (name) => find(name)?.status.kind === 'ready',
    hasReady: () => health.some(({ status }) => status.kind === 'ready'),
    crash: () => running?.kill(),
    pid: () => running?.pid,
    until: (what, holds) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          end();
          const known = JSON.stringify({ codes: codes.slice(-5), faults, health, log: messages() });
          reject(new Error(`never happened: ${what}; known is ${known}`));
        }, patienceMs);
        // What the devices were told changes without a word of the kiosk's.
        const looking = setInterval(look, LOOK_EVERY_MS);
        function end(): void {
          clearTimeout(timer);
          clearInterval(looking);
          listeners.delete(look);
        }
        function look(): void {
          if (!holds()) return;
          end();
          resolve();
        }
        listeners.add(look);
        look();
      }),
    async stop() {
      await supervisor.stop();
      await bus.stop();
    },
  };
}
