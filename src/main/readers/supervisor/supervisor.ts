/**
 * The kiosk's side of the readers. Passes on the codes from the reader process, sets aside a device that crashes it, and
 * knows the state of each reader even while the reader process is down. No native code runs here.
 */
import * as v from 'valibot';
import type { World } from '../../world/world.ts';
import { type CrashBlame, crashed, NO_BLAME, ranLong, setAside, touched } from './crash-blame.ts';
import { allAway, withLost, type ReaderHealth } from '../health.ts';
import { createKeepAlive } from './keep-alive.ts';
import type { SpawnReaders } from './process.ts';
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
  let blame = NO_BLAME;
  let keys: Configuration['keys'] = [];
  let [isTeaching, isStopped] = [false, false];
  const worker = createKeepAlive({
    ...options,
    onMessage(message) {
      const event = v.safeParse(workerEventSchema, message);
      if (!event.success) options.log.warn('invalid message from the reader process');
      else if (!isStopped) handle(event.output);
    },
    onCrash: blameCrash,
    onRanLong: () => (blame = ranLong(blame)),
    onHang: () => options.log.warn('the reader process does not answer and is restarted'),
  });

  function handle(event: WorkerEvent): void {
    if ('key' in event) blame = touched(blame, event.key);
    switch (event.kind) {
      case 'started':
        worker.started();
        worker.send(configuration({ readers, blame, keys }));
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
      case 'opening':
        return;
      case 'raw':
      case 'code':
      case 'fault':
      case 'flooded':
        passOn(event, options);
    }
  }

  function setHealth(health: readonly ReaderHealth[]): void {
    known = health;
    options.onHealth(health);
  }

  function blameCrash(): void {
    const { suspect } = blame;
    const name = known.find(({ key }) => key === suspect)?.name ?? suspect;
    blame = crashed(blame);
    options.log.error(crashLine(name, suspect !== null && setAside(blame).includes(suspect)));
    setHealth(allAway(known));
  }

  return {
    start: () => worker.start(),
    configure(next) {
      readers = next;
      worker.send(configuration({ readers, blame, keys }));
    },
    teach(isOn) {
      isTeaching = isOn;
      worker.send({ kind: 'teach', isOn });
    },
    stop() {
      isStopped = true;
      return worker.stop();
    },
  };
}

type DataEvent = Extract<WorkerEvent, { kind: 'raw' | 'code' | 'fault' | 'flooded' }>;

function passOn(event: DataEvent, { onRaw, onCode, onFault }: SupervisorOptions): void {
  switch (event.kind) {
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

function configuration({
  readers,
  blame,
  keys,
}: {
  readers: readonly ReaderSettings[];
  blame: CrashBlame;
  keys: Configuration['keys'];
}): Configuration {
  return { kind: 'configure', readers: [...readers], setAside: setAside(blame), keys };
}

function crashLine(name: string | null, isSetAside: boolean): string {
  if (name === null) return 'the reader process crashed; no reader is suspected';
  const consequence = isSetAside ? `; ${name} is not used until the kiosk restarts` : '';
  return `the reader process crashed, probably because of ${name}${consequence}`;
}
