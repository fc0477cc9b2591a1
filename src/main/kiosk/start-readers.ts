/** The readers of a running kiosk: what they read goes to it as scans, and how they are to its screen and the log. */
import type { Kiosk } from '../kiosk.ts';
import type { ReaderHealth } from '../readers/health.ts';
import type { SpawnReaders } from '../readers/supervisor/process.ts';
import type { HidReaderSettings, ReaderSettings } from '../readers/settings.ts';
import { createSupervisor, type Supervisor } from '../readers/supervisor/supervisor.ts';
import { describeReader } from '../readers/supervisor/describe.ts';
import type { LoadedSettings } from '../settings/load.ts';
import type { World } from '../world/world.ts';
import type { Log, LogLevel } from '../log/log.ts';

export interface StartReadersOptions {
  world: Pick<World, 'after'>;
  kiosk: Pick<Kiosk, 'scan' | 'scanFailed' | 'setReaders' | 'attachReaders' | 'showReport'>;
  settings: LoadedSettings;
  spawn: SpawnReaders;
  /** Keeps the readers in the settings; false where that cannot be. */
  save: (readers: readonly ReaderSettings[]) => boolean;
  log: Log;
}

/** Null where the settings cannot be read. Where no reader is set up, one may still be taught. */
export function startReaders(options: StartReadersOptions): Pick<Supervisor, 'stop'> | null {
  const { world, kiosk, settings, spawn, log } = options;
  if (settings.kind !== 'ok') return null;
  let { readers } = settings.settings;
  let health: readonly ReaderHealth[] = [];
  let isStarted = false;
  const logChanges = changesOnly(log);
  const logFloods = floodsOnly(log);
  const nameOf = (key: string): string => health.find((reader) => reader.key === key)?.name ?? key;
  const supervisor = createSupervisor({
    world,
    spawn,
    readers,
    log,
    onCode({ key, text, readerIndex }) {
      const name = nameOf(key);
      const rules = readers[readerIndex]?.identifier ?? null;
      logFloods(name, kiosk.scan(text, { key, name, rules }));
    },
    onFault(fault) {
      if (fault.kind === 'fault') logFloods(nameOf(fault.key), kiosk.scanFailed(fault.key));
      else
        log.warn(`a reader sent more codes than can be shown; ${fault.droppedCount} were ignored`);
    },
    onRaw: kiosk.showReport,
    onHealth(told) {
      health = told;
      kiosk.setReaders(told);
      logChanges(told);
    },
  });

  function start(): void {
    if (isStarted) return;
    isStarted = true;
    supervisor.start();
  }

  kiosk.attachReaders({
    teach(isOn) {
      if (isOn) start();
      supervisor.teach(isOn);
    },
    use(taught) {
      const next = withReader(readers, taught);
      if (!options.save(next)) return false;
      readers = next;
      supervisor.configure(next);
      return true;
    },
  });
  if (readers.length > 0) start();
  return supervisor;
}

/**
 * Before all others, as the first that a device fits is the one that it is read by: what staff have just seen is what
 * holds. It takes the place of one that was for the same devices.
 */
function withReader(
  readers: readonly ReaderSettings[],
  taught: HidReaderSettings,
): ReaderSettings[] {
  const isSame = (reader: ReaderSettings): boolean =>
    'match' in reader && JSON.stringify(reader.match) === JSON.stringify(taught.match);
  return [taught, ...readers.filter((reader) => !isSame(reader))];
}

/** One line for each reader that is now in another way than before. */
function changesOnly(log: Log): (health: readonly ReaderHealth[]) => void {
  let told = new Set<string>();
  return (health) => {
    const lines = health.map((reader) => ({
      level: levelOf(reader),
      line: describeReader(reader),
    }));
    for (const { level, line } of lines) {
      if (!told.has(line)) log[level](line);
    }
    told = new Set(lines.map(({ line }) => line));
  };
}

function levelOf({ status }: ReaderHealth): LogLevel {
  switch (status.kind) {
    case 'ready':
      return status.stillTypes === undefined ? 'info' : 'warn';
    case 'stranger':
      return 'info';
    case 'away':
      return 'warn';
    case 'unusable':
      return status.why.kind === 'keyboardOnly' ? 'info' : 'error';
  }
}

/** One line for each flood, however long it is. */
function floodsOnly(log: Log): (name: string, taken: ReturnType<Kiosk['scan']>) => void {
  const flooding = new Set<string>();
  return (name, taken) => {
    if (taken === 'flooded' && !flooding.has(name)) {
      flooding.add(name);
      log.warn(
        `reader ${name}: sends more than anybody can show; it is ignored until it is slower`,
      );
    }
    if (taken === 'scanned') flooding.delete(name);
  };
}
