/**
 * The kiosk's side of the readers. Passes on the codes from the reader process, sets aside a device that crashes it, and
 * knows the state of each reader even while the reader process is down. No native code runs here.
 */
import * as v from 'valibot';
import type { World } from '../../world/world.ts';
import { allAway, withLost, type ReaderHealth } from '../health.ts';
import { createKeepAlive } from './keep-alive.ts';
import type { SpawnReaders } from './process.ts';
import { createSetAside } from './set-aside.ts';
import { workerEventSchema, type WorkerEvent, type Command } from '../protocol.ts';
import type { ReaderSettings } from '../settings.ts';
import type { Log } from '../../log/log.ts';

export type RawReport = Extract<WorkerEvent, { kind: 'raw' }>;
export type CodeRead = Extract<WorkerEvent, { kind: 'code' }>;
type Configuration = Extract<Command, { kind: 'configure' }>;

export interface SupervisorOptions {
  world: Pick<World, 'after'>;
  spawn: SpawnReaders;
  readers: readonly ReaderSettings[];
  onCode: (code: CodeRead) => void;
  /** A reader sent something that is not a code, or too many codes. */
  onFault: (fault: Extract<WorkerEvent, { kind: 'fault' | 'flooded' }>) => void;
  /** A whole report. Only while teaching. */
  onRaw: (report: RawReport) => void;
  onHealth: (readers: readonly ReaderHealth[]) => void;
  /** The log never contains a code. */
  log: Log;
}

export interface Supervisor {
  start(): void;
  /** Uses these settings from now on. */
  configure(readers: readonly ReaderSettings[]): void;
  /** While on: whole reports are passed on, and readers that are not in the settings are opened. */
  teach(isOn: boolean): void;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
}

export function createSupervisor(options: SupervisorOptions): Supervisor {
  let { readers } = options;
  let known: readonly ReaderHealth[] = [];
  let keys: Configuration['keys'] = [];
  let [isTeaching, isStopped] = [false, false];
  const nameOf = (key: string): string => nameIn(known, key);
  const aside = createSetAside({ ...options, nameOf, onTry: configureWorker });
  const worker = createKeepAlive({
    ...options,
    onMessage: validOnly(options.log, handle),
    onCrash() {
      aside.crashed();
      setHealth(allAway(known));
    },
    onRanLong: aside.ranLong,
    onHang: () => options.log.warn('the reader process does not answer and is restarted'),
  });

  function handle(event: WorkerEvent): void {
    if (isStopped) return;
    if ('key' in event) aside.touched(event.key);
    switch (event.kind) {
      case 'started':
        worker.started();
        configureWorker();
        if (isTeaching) worker.send({ kind: 'teach', isOn: true });
        return;
      case 'pong':
        worker.ponged(event.number);
        return;
      case 'health':
        setHealth(withLost(known, event.readers));
        return;
      case 'keys':
        ({ keys } = event);
        return;
      case 'unplugged':
        aside.unplugged(event.keys);
        return;
      case 'opening':
      case 'raw':
      case 'code':
      case 'fault':
      case 'flooded':
        passOn(event, options);
    }
  }

  function setHealth(health: readonly ReaderHealth[]): void {
    options.onHealth((known = health));
  }

  function configureWorker(): void {
    worker.send({ kind: 'configure', readers: [...readers], setAside: aside.list(), keys });
  }

  return {
    start: () => worker.start(),
    configure(next) {
      readers = next;
      configureWorker();
    },
    teach(isOn) {
      isTeaching = isOn;
      worker.send({ kind: 'teach', isOn });
    },
    stop() {
      isStopped = true;
      aside.stop();
      return worker.stop();
    },
  };
}

function nameIn(known: readonly ReaderHealth[], key: string): string {
  return known.find((reader) => reader.key === key)?.name ?? key;
}

/** Parses the messages of the reader process. An invalid one is logged and ignored. */
function validOnly(log: Log, take: (event: WorkerEvent) => void): (message: unknown) => void {
  return (message) => {
    const event = v.safeParse(workerEventSchema, message);
    if (event.success) take(event.output);
    else log.warn('invalid message from the reader process');
  };
}

type DataEvent = Extract<WorkerEvent, { kind: 'opening' | 'raw' | 'code' | 'fault' | 'flooded' }>;

function passOn(event: DataEvent, { onRaw, onCode, onFault }: SupervisorOptions): void {
  switch (event.kind) {
    case 'opening':
      return;
    case 'raw': {
      onRaw(event);
      return;
    }
    case 'code': {
      onCode(event);
      return;
    }
    case 'fault':
    case 'flooded': {
      onFault(event);
      return;
    }
  }
}
