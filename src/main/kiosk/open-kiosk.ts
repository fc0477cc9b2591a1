/**
 * The start that both entries share: loads the settings, looks for the sandbox, opens the journal, and starts the
 * kiosk. It depends on no shell.
 */
import { openDemoScanServer } from './demo-scan-server.ts';
import { findDemo } from './demo.ts';
import { startReaders } from './start-readers.ts';
import { openKioskJournal, type KioskJournal, type OpenedKioskJournal } from './kiosk-journal.ts';
import { identifyLedger, type Present } from './identify-ledger.ts';
import { createKiosk, type Kiosk } from '../kiosk.ts';
import { createPrinter, type Printer } from '../printer/printer.ts';
import { changeSettings } from '../settings/file.ts';
import { loadSettings, type SettingsSource } from '../settings/load.ts';
import type { Settings } from '../settings/schema.ts';
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
  /** Why the kiosk did not open, for the person who started it. */
  | { kind: 'refused'; why: string };

export interface OpenedKiosk {
  kiosk: Kiosk;
  /** Returns the file at an address of `View.shopLogo` or `View.shopPictures`. Null for any other address. */
  shopFile: Branding['file'];
  isSandbox: boolean;
  /** Stops the kiosk. Resolves when nothing is in flight. */
  stop(): Promise<void>;
}

export async function openKiosk(options: OpenKioskOptions): Promise<OpenKioskResult> {
  const { world, dataDir, log } = options;
  const { settings, problem, ignored } = await loadSettings({
    ...options,
    now: () => world.now(),
    log: log.child({ module: 'settings' }),
  });
  const demo = await findDemo(world, settings.apiUrl);
  const opened = openOwnJournal(options, { settings, isSandbox: demo.isSandbox });
  if (opened.kind === 'refused') return opened;
  const branding = loadBranding(settings, log.child({ module: 'branding' }));
  const kiosk = createKiosk({
    ...{ world, settings, settingsProblem: problem, branding, ...demo },
    ignoredSettings: ignored,
    log,
    journal: opened.journal,
    isOwnLedger: opened.isOwnLedger,
    printer: printerOf(settings, options),
    pinTries: filePinTries(dataDir, log.child({ module: 'staff' })),
    saveWedge: (wedge) => changeSettings(options, { wedge }),
  });
  const demoScans = await openDemoScanServer({
    dataDir,
    isSandbox: demo.isSandbox,
    scan: (value) => kiosk.scan(value),
  });
  // If the settings are damaged, the readers are unknown, so none is started.
  const readers = problem === null ? startReadersOf(settings, kiosk, options) : null;
  if (settings.ownShop === null && !demo.isSandbox) log.warn(OWN_SHOP_UNSAID);
  log.info('the kiosk is open');
  return {
    kind: 'open',
    kiosk,
    shopFile: branding.file,
    isSandbox: demo.isSandbox,
    stop: async () => {
      demoScans.stop();
      await readers?.stop();
      await kiosk.stop();
      log.info('the kiosk has stopped');
    },
  };
}

const OWN_SHOP_UNSAID =
  'the settings do not say whether other terminals use this shop, so it is treated as shared: set ownShop (or KIOSK_OWN_SHOP) to true or false';

type OwnJournal = { kind: 'open'; journal: KioskJournal; isOwnLedger: boolean };

/** Opens the journal, and checks that it belongs to the ledger that the settings name. */
function openOwnJournal(
  { dataDir, world, log }: OpenKioskOptions,
  present: Present,
): OwnJournal | { kind: 'refused'; why: string } {
  const opened = openKioskJournal(dataDir, world);
  if (opened.kind !== 'open') return { kind: 'refused', why: whyNot(opened) };
  const { journal } = opened;
  if (journal.damage !== null) {
    const { kind, where } = journal.damage;
    log.error(
      `the journal is damaged (${kind}: ${where}); balances are shown, and no money is taken`,
    );
  }
  const ledger = identifyLedger(journal, present);
  if (ledger.kind === 'unwritable') {
    journal.opened.close();
    return { kind: 'refused', why: whyNot(ledger) };
  }
  if (ledger.kind === 'another') log.error(ledger.why);
  return { kind: 'open', journal, isOwnLedger: ledger.kind === 'own' };
}

function printerOf(
  { printer }: Pick<Settings, 'printer'>,
  { world, log }: OpenKioskOptions,
): Printer | null {
  return printer === null
    ? null
    : createPrinter({ settings: printer, world, log: log.child({ module: 'printer' }) });
}

function startReadersOf(
  { readers }: Pick<Settings, 'readers'>,
  kiosk: Kiosk,
  options: OpenKioskOptions,
): ReturnType<typeof startReaders> {
  return startReaders({
    ...{ world: options.world, kiosk, readers },
    log: options.log.child({ module: 'readers' }),
    spawn: options.spawnReaders,
    save: (changed) => changeSettings(options, { readers: [...changed] }),
  });
}

function whyNot(opened: Exclude<OpenedKioskJournal, { kind: 'open' }>): string {
  return opened.kind === 'locked'
    ? 'another kiosk runs with this data folder; end that kiosk first'
    : `the data folder cannot be written (${opened.why}); free some space on the disk, or check who may write there`;
}
