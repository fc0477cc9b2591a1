/**
 * Starts the readers of a running kiosk. Passes their scans to the kiosk, and their health to the screen and to the
 * log.
 */
import type { Kiosk } from '../kiosk.ts';
import type { ReaderHealth } from '../readers/health.ts';
import type { SpawnReaders } from '../readers/supervisor/process.ts';
import type { HidReaderSettings, ReaderSettings } from '../readers/settings.ts';
import { createSupervisor, type Supervisor } from '../readers/supervisor/supervisor.ts';
import { describeReader } from '../readers/supervisor/describe.ts';
import type { World } from '../world/world.ts';
import type { Log, LogLevel } from '../log/log.ts';

export interface StartReadersOptions {
  world: Pick<World, 'after'>;
  kiosk: Pick<Kiosk, 'scan' | 'scanFailed' | 'setReaders' | 'attachReaders' | 'showReport'>;
  /** The readers in the settings. */
  readers: readonly ReaderSettings[];
  spawn: SpawnReaders;
  /** Saves the readers in the settings. False if that is not possible. */
  save: (readers: readonly ReaderSettings[]) => boolean;
  log: Log;
}

/** If the settings contain no reader, the process starts only when staff teach the kiosk one. */
export function startReaders(options: StartReadersOptions): Pick<Supervisor, 'stop'> {
  const { world, kiosk, spawn, log } = options;
  let { readers } = options;
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
    onCode({ key, text, symbology, readerIndex }) {
      const name = nameOf(key);
      const reader = readers[readerIndex];
      const rules = reader?.identifier ?? null;
      const isNeverRandom = symbology !== null || (reader !== undefined && hasChecked(reader));
      logFloods(name, kiosk.scan(text, { key, name, rules, isNeverRandom }));
    },
    onFault(fault) {
      if (fault.kind === 'fault') {
        const name = nameOf(fault.key);
        logFloods(name, kiosk.scanFailed(fault.fault, { key: fault.key, name }));
      } else
        log.warn(
          `a reader sent more scans than can be processed; ${fault.droppedCount} were ignored`,
        );
    },
    onRaw: kiosk.showReport,
    onHealth(reported) {
      health = reported;
      kiosk.setReaders(reported);
      logChanges(reported);
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
 * Whether the driver delivers no number that is random or half, because it has seen the bytes. The text may show them
 * from the other end, so nobody else can tell. Some readers send the numbers of contactless cards in HID POS mode too.
 */
function hasChecked(reader: ReaderSettings): boolean {
  return reader.driver === 'pcsc' || (reader.driver === 'nfcHid' && reader.layout.base !== 'text');
}

/**
 * Puts the new reader first, because the first entry that fits a device is used, and staff have just seen that it
 * works. Removes earlier entries for the same devices.
 */
function withReader(
  readers: readonly ReaderSettings[],
  taught: HidReaderSettings,
): ReaderSettings[] {
  const isSame = (reader: ReaderSettings): boolean =>
    'match' in reader && JSON.stringify(reader.match) === JSON.stringify(taught.match);
  return [taught, ...readers.filter((reader) => !isSame(reader))];
}

/** Logs one line for each reader whose health has changed. */
function changesOnly(log: Log): (health: readonly ReaderHealth[]) => void {
  let logged = new Set<string>();
  return (health) => {
    const lines = health.map((reader) => ({
      level: levelOf(reader),
      line: describeReader(reader),
    }));
    for (const { level, line } of lines) {
      if (!logged.has(line)) log[level](line);
    }
    logged = new Set(lines.map(({ line }) => line));
  };
}

function levelOf({ status }: ReaderHealth): LogLevel {
  switch (status.kind) {
    case 'ready':
      return status.stillTypes === undefined ? 'info' : 'warn';
    case 'notSetUp':
      return 'info';
    case 'away':
      return 'warn';
    case 'unusable':
      return status.why.kind === 'keyboardOnly' ? 'info' : 'error';
  }
}

/** Logs one line for each flood, no matter how long the flood lasts. */
function floodsOnly(log: Log): (name: string, taken: ReturnType<Kiosk['scan']>) => void {
  const flooding = new Set<string>();
  return (name, taken) => {
    if (taken === 'flooded' && !flooding.has(name)) {
      flooding.add(name);
      log.warn(
        `reader ${name}: sends scans faster than anyone can show cards; it is ignored until it slows down`,
      );
    }
    if (taken === 'scanned') flooding.delete(name);
  };
}
