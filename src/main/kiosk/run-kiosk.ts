/**
 * The kiosk that the entries run. It opens one, and opens it again with an edited settings file when no customer is there,
 * so an edit is taken exactly as a start takes it.
 */
import { join } from 'node:path';
import type { Language } from '../../shared/languages/index.ts';
import { throwLater } from '../../shared/throw-later.ts';
import type { ShownKiosk } from '../kiosk.ts';
import type { Branding } from '../branding/load.ts';
import { readSettingsFile, SETTINGS_FILE } from '../settings/file.ts';
import { fileStamp, watchFile } from '../settings/watch-file.ts';
import { judgeEdit, type Edit, type InForce } from './edited-settings.ts';
import { followSettings } from './follow-settings.ts';
import { createKioskSwitch } from './kiosk-switch.ts';
import { openKiosk, type OpenedKiosk, type OpenKioskOptions } from './open-kiosk.ts';
import { createSettingsFileState, type WritableFileState } from './settings-file-state.ts';

export type RunKioskOptions = Omit<OpenKioskOptions, 'settingsFile'>;

export type RunKioskResult =
  | ({ kind: 'open' } & RunningKiosk)
  /** Why the kiosk did not open, for the person who started it. */
  | { kind: 'refused'; why: string };

export interface RunningKiosk {
  kiosk: ShownKiosk;
  /** Returns the file at an address of `View.shopLogo` or `View.shopPictures`. Null for any other address. */
  shopFile: Branding['file'];
  /** The language of the waiting screen. */
  language(): Language;
  isSandbox: boolean;
  /** Stops the kiosk. Resolves when nothing is in flight. */
  stop(): Promise<void>;
}

export async function runKiosk(options: RunKioskOptions): Promise<RunKioskResult> {
  const path = join(options.dataDir, SETTINGS_FILE);
  // Taken before the file is read, so that no change is missed.
  const since = fileStamp(path);
  const file = createSettingsFileState();
  const opened = await openKiosk({ ...options, settingsFile: file });
  if (opened.kind === 'refused') return opened;
  return { kind: 'open', ...run(opened, { options, file, path, since }) };
}

interface Run {
  options: RunKioskOptions;
  file: WritableFileState;
  path: string;
  since: string;
}

function run(first: OpenedKiosk, { options, file, path, since }: Run): RunningKiosk {
  const { world, dataDir, environment } = options;
  const kiosks = createKioskSwitch(first.kiosk);
  let core = first;
  /** Resolves when no kiosk is being replaced. */
  let replaced = Promise.resolve();

  const follower = followSettings({
    ...{ world, file },
    log: options.log.child({ module: 'settings' }),
    judge: () => judged(dataDir, core, environment.apiUrl !== null),
    take(names) {
      replaced = replace(names);
      replaced.catch(throwLater);
    },
  });

  async function replace(names: readonly string[]): Promise<void> {
    kiosks.cover();
    await core.stop();
    const next = await openKiosk({ ...options, settingsFile: file });
    // Without a kiosk, this process ends as after any other failure.
    if (next.kind === 'refused') throw new Error(next.why);
    core = next;
    follower.started(names);
    kiosks.use(next.kiosk);
  }

  follower.started([]);
  kiosks.shown.onView(follower.viewed);
  const watch = watchFile(world, { path, since }, follower.fileChanged);
  return {
    kiosk: kiosks.shown,
    shopFile: (address) => core.shopFile(address),
    language: () => core.language,
    isSandbox: first.isSandbox,
    async stop() {
      watch.stop();
      follower.stop();
      await replaced;
      await core.stop();
    },
  };
}

function judged(
  dataDir: string,
  { settingsInForce, ignoredSettings, unconfirmedSettings }: OpenedKiosk,
  hasOtherAddress: InForce['hasOtherAddress'],
): Edit {
  return judgeEdit(readSettingsFile(dataDir), {
    content: settingsInForce(),
    ignored: ignoredSettings,
    hasOtherAddress,
    unconfirmed: unconfirmedSettings,
  });
}
