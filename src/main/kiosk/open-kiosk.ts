/** What both entries do: settings, sandbox or not, the kiosk, and the endpoint for demo scans. Knows no shell. */
import { openDemoScanServer } from './demo-scan-server.ts';
import { findDemo, NOT_A_DEMO } from './demo.ts';
import { startReaders } from './start-readers.ts';
import { openKioskJournal, type OpenedKioskJournal } from './kiosk-journal.ts';
import { identifyLedger } from './ledger-identity.ts';
import { createKiosk, type Kiosk } from '../kiosk.ts';
import { createPrinter } from '../printer/printer.ts';
import { changeSettings } from '../settings/file.ts';
import { loadSettings, type SettingsSource } from '../settings/load.ts';
import type { SpawnReaders } from '../readers/supervisor/process.ts';
import { loadBranding, type Branding } from '../branding/load.ts';
import { filePinTries } from '../staff/pin-tries.ts';
import type { World } from '../world/world.ts';

export type { SpawnReaders } from '../readers/supervisor/process.ts';

export interface OpenKioskOptions extends Omit<SettingsSource, 'now'> {
  world: World;
  /** How this shell starts the process that reads devices. */
  spawnReaders: SpawnReaders;
}

export type OpenKioskResult =
  | ({ kind: 'open' } & OpenedKiosk)
  /** Why there is no kiosk, in words for whoever started it. */
  | { kind: 'refused'; why: string };

export interface OpenedKiosk {
  kiosk: Kiosk;
  /** What an address of `View.shopLogo` and `View.shopPictures` shows; null for any other. */
  shopFile: Branding['file'];
  isSandbox: boolean;
  /** Ends all of it; resolves when nothing is in flight. */
  stop(): Promise<void>;
}

export async function openKiosk(options: OpenKioskOptions): Promise<OpenKioskResult> {
  const { world, dataDir, log } = options;
  const settings = await loadSettings({
    ...options,
    now: () => world.now(),
    log: log.child({ module: 'settings' }),
  });
  const demo =
    settings.kind === 'ok' ? await findDemo(world, settings.settings.apiUrl) : NOT_A_DEMO;
  const opened = openKioskJournal(dataDir, world);
  if (opened.kind !== 'open') return { kind: 'refused', why: whyNot(opened) };
  const { journal } = opened;
  if (journal.damage !== null) {
    const { kind, where } = journal.damage;
    log.error(
      `the journal is damaged (${kind}: ${where}); balances are shown, and no money is taken`,
    );
  }
  const ledger = identifyLedger(journal, { settings, isSandbox: demo.isSandbox });
  if (ledger.kind === 'unwritable') {
    journal.opened.close();
    return { kind: 'refused', why: whyNot(ledger) };
  }
  if (ledger.kind === 'another') log.error(ledger.why);
  const printerSettings = settings.kind === 'ok' ? settings.settings.printer : null;
  const printer =
    printerSettings === null
      ? null
      : createPrinter({ settings: printerSettings, world, log: log.child({ module: 'printer' }) });
  const shopLook = loadBranding(
    settings.kind === 'ok' ? settings.settings : { logo: null, pictures: null },
    log.child({ module: 'branding' }),
  );
  const pinTries = filePinTries(dataDir, log.child({ module: 'staff' }));
  const kiosk = createKiosk({
    ...{ world, settings, journal, printer, shopLook, pinTries, ...demo },
    isOwnLedger: ledger.kind === 'own',
    saveWedge: (wedge) => changeSettings(options, { wedge }),
  });
  const control = await openDemoScanServer({
    dataDir,
    isSandbox: demo.isSandbox,
    scan: (value) => kiosk.scan(value),
  });
  const readers = startReaders({
    ...options,
    kiosk,
    settings,
    log: log.child({ module: 'readers' }),
    spawn: options.spawnReaders,
    save: (changed) => changeSettings(options, { readers: [...changed] }),
  });
  log.info('the kiosk is open');
  return {
    kind: 'open',
    kiosk,
    shopFile: shopLook.file,
    isSandbox: demo.isSandbox,
    stop: async () => {
      control.stop();
      await readers?.stop();
      await kiosk.stop();
      log.info('the kiosk has stopped');
    },
  };
}

function whyNot(opened: Exclude<OpenedKioskJournal, { kind: 'open' }>): string {
  return opened.kind === 'locked'
    ? 'another kiosk runs with this data folder; end that one first'
    : `the data folder cannot be written (${opened.why}); make room on the disk, or check who may write there`;
}
