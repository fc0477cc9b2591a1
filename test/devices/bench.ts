/**
 * A test bench for readers: pluggable devices, the real reader process, and everything that the kiosk receives from
 * this process.
 */
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
  /** The texts of the codes, in order. */
  codes: readonly string[];
  /** The reported faults. For a flood this includes the number of dropped codes. */
  faults: readonly string[];
  floodedCount: () => number;
  messages: () => string[];
  /** Resolves when the condition holds. After some seconds it rejects with everything that the kiosk has received. */
  until: (what: string, holds: () => boolean) => Promise<void>;
  /** The reader with this name. */
  health: (name: string) => ReaderHealth | undefined;
  isReady: (name: string) => boolean;
  /** Whether any reader is ready. */
  hasReady: () => boolean;
  /** Kills the reader process, like a crash. */
  crash: () => void;
  pid: () => number | undefined;
  stop: () => Promise<void>;
}

const LOOK_EVERY_MS = 50;

export interface BenchOptions {
  readers?: v.InferInput<typeof readersSchema>;
  /** How long `until` waits. An emulated machine needs more. */
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
    onHealth(reported) {
      health = reported;
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
        // Poll, because the kiosk gets no message when a device receives a feature report.
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
