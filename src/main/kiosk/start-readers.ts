/** The readers of a running kiosk: what they read goes to it as scans, and how they are to its screen and the log. */
import type { Kiosk } from '../kiosk.ts';
import { readerStateOf, type ReaderHealth } from '../readers/health.ts';
import type { SpawnReaders } from '../readers/process.ts';
import type { Rules } from '../readers/rules.ts';
import type { ReaderSettings } from '../readers/settings.ts';
import { createSupervisor, type Supervisor } from '../readers/supervisor.ts';
import { describeReader } from '../readers/describe.ts';
import type { LoadedSettings } from '../settings/load.ts';
import type { World } from '../world.ts';

export interface StartReadersOptions {
  world: Pick<World, 'after'>;
  kiosk: Pick<Kiosk, 'scan' | 'scanFailed' | 'setReader'>;
  settings: LoadedSettings;
  spawn: SpawnReaders;
  log: (line: string) => void;
}

/** Null where no reader is set up, as with settings that cannot be read. */
export function startReaders(options: StartReadersOptions): Supervisor | null {
  const { world, kiosk, settings, spawn, log } = options;
  const readers = settings.kind === 'ok' ? settings.settings.readers : [];
  if (readers.length === 0) return null;
  const logChanges = changesOnly(log);
  const supervisor = createSupervisor({
    world,
    spawn,
    readers,
    log,
    onCode: ({ text, readerIndex }) => kiosk.scan(text, rulesOf(readers, readerIndex)),
    onFault(fault) {
      if (fault.kind === 'fault') kiosk.scanFailed();
      else log(`a reader sent more codes than can be shown; ${fault.droppedCount} were ignored`);
    },
    onHealth(health) {
      kiosk.setReader(readerStateOf(health));
      logChanges(health);
    },
  });
  supervisor.start();
  return supervisor;
}

function rulesOf(readers: readonly ReaderSettings[], index: number): Rules | undefined {
  return readers[index]?.identifier ?? undefined;
}

/** One line for each reader that is now in another way than before. */
function changesOnly(log: (line: string) => void): (health: readonly ReaderHealth[]) => void {
  let told = new Set<string>();
  return (health) => {
    const lines = health.map(describeReader);
    for (const line of lines) {
      if (!told.has(line)) log(line);
    }
    told = new Set(lines);
  };
}
