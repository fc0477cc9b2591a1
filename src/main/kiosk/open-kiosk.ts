/**
 * The start that both entries share: loads the settings, looks for the sandbox, opens the journal, and starts the
 * kiosk. It depends on no shell.
 */
import { join } from 'node:path';
import type { Language } from '../../shared/languages/index.ts';
import { openDemoScanServer } from './demo-scan-server.ts';
import { openDecisionRequests } from './decision-requests.ts';
import { createArchiver, type Archiver } from './archiver.ts';
import { createJournalCheck } from './journal-check.ts';
import { findDemo } from './demo.ts';
import { startReaders } from './start-readers.ts';
import {
  homeOf,
  JOURNAL_FILE,
  openKioskJournal,
  withoutMoney,
  type KioskJournal,
  type OpenedKioskJournal,
  type Place,
} from './kiosk-journal.ts';
import { identifyLedger, type Present } from './identify-ledger.ts';
import {
  changesText,
  checkMoneySettings,
  unconfirmedChanges,
  type SettingChange,
} from './money-settings.ts';
import { createKiosk, type Kiosk } from '../kiosk.ts';
import type { Printer } from '../printer/printer.ts';
import type { SettingsFileState } from './settings-file-state.ts';
import { createSettingsWriter, type SettingsWriter } from './settings-writer.ts';
import { loadSettings, type SettingsSource } from '../settings/load.ts';
import { isOwnShopUnsaid, OWN_SHOP_UNSAID } from '../settings/own-shop.ts';
import type { Settings, SettingsFileContent } from '../settings/schema.ts';
import type { SpawnReaders } from '../readers/supervisor/process.ts';
import { loadBranding, type Branding } from '../branding/load.ts';
import { filePinTries } from '../staff/pin-tries.ts';
import { prepareInProcess, type SpawnArchiver } from '../journal/archive/prepare.ts';
import { inProcess, type SpawnCheck } from '../journal/check-history.ts';
import type { Damage } from '../journal/damage.ts';
import type { World } from '../world/world.ts';

export type { SpawnReaders } from '../readers/supervisor/process.ts';

export interface OpenKioskOptions extends SettingsSource {
  world: World;
  /** This machine, and where a record of the journal is kept outside the data folder. */
  place: Place;
  /** How this shell starts the process that reads devices. */
  spawnReaders: SpawnReaders;
  /** How this shell starts the process that verifies the history of the journal, behind the first view. */
  spawnHistoryCheck: SpawnCheck;
  /** How this shell starts the process that writes an archive of the journal. */
  spawnArchiver: SpawnArchiver;
  /** What the program that opens the kiosk knows about an edited settings file. Absent if nobody follows it. */
  settingsFile?: SettingsFileState;
}

export type OpenKioskResult =
  | ({ kind: 'open' } & OpenedKiosk)
  /** Why the kiosk did not open, for the person who started it. */
  | { kind: 'refused'; why: string };

export interface OpenedKiosk {
  kiosk: Kiosk;
  /** Returns the file at an address of `View.shopLogo` or `View.shopPictures`. Null for any other address. */
  shopFile: Branding['file'];
  /** The language of the waiting screen. */
  language: Language;
  isSandbox: boolean;
  /** The settings of the file, with what the kiosk itself has changed since. Null if it is out of service without any. */
  settingsInForce: () => SettingsFileContent | null;
  /** The names of cosmetic settings that are wrong in the file. */
  ignoredSettings: readonly string[];
  /** The changes about money in this file that a person must confirm before they are in force. */
  unconfirmedSettings: (content: SettingsFileContent) => readonly SettingChange[];
  /** Stops the kiosk. Resolves when nothing is in flight. */
  stop(): Promise<void>;
}

export async function openKiosk(options: OpenKioskOptions): Promise<OpenKioskResult> {
  const { world, dataDir, log } = options;
  const { settings, content, problem, ignored } = await loadSettings({
    ...options,
    log: log.child({ module: 'settings' }),
  });
  const demo = await findDemo(world, settings.apiUrl);
  const opened = openOwnJournal(options, content, {
    settings,
    isSandbox: demo.isSandbox,
  });
  if (opened.kind === 'refused') return opened;
  const branding = loadBranding(settings, log.child({ module: 'branding' }));
  const journalCheck = createJournalCheck({
    ...{ world, checkHistory: inProcess(options.spawnHistoryCheck), opened: opened.journal.opened },
    log: log.child({ module: 'journal' }),
  });
  let inForce = content;
  const writer = createSettingsWriter(options, (changes) => {
    if (inForce !== null) inForce = { ...inForce, ...changes };
  });
  const kiosk = createKiosk({
    journalCheck,
    ...{ world, settings, settingsProblem: problem, branding, ...demo },
    ignoredSettings: ignored,
    log,
    ...(options.settingsFile === undefined ? {} : { settingsFile: options.settingsFile }),
    journal: opened.journal,
    isOwnLedger: opened.isOwnLedger,
    printer: await loadPrinter(settings, options),
    pinTries: filePinTries(dataDir, log.child({ module: 'staff' })),
    saveWedge: (wedge) => writer.change({ wedge }),
  });
  const demoScans = await openDemoScanServer({
    dataDir,
    isSandbox: demo.isSandbox,
    scan: (value) => kiosk.scan(value),
  });
  const stopDecisions = openDecisionRequests({
    ...{ world, dataDir, context: kiosk.decisions },
    log: log.child({ module: 'decisions' }),
  });
  // If the settings are damaged, the readers are unknown, so none is started.
  const readers = problem === null ? startReadersOf(settings, { kiosk, writer }, options) : null;
  if (isOwnShopUnsaid(settings)) log.warn(OWN_SHOP_UNSAID);
  journalCheck.start();
  const archiver = startArchiver(options, { kiosk, settings, journal: opened.journal });
  writer.load();
  log.info('the kiosk is open');
  return {
    kind: 'open',
    kiosk,
    shopFile: branding.file,
    language: settings.language,
    isSandbox: demo.isSandbox,
    settingsInForce: () => inForce,
    ignoredSettings: ignored,
    unconfirmedSettings: (next) =>
      demo.isSandbox ? [] : unconfirmedChanges(opened.journal.opened, next),
    stop: async () => {
      journalCheck.stop();
      archiver?.stop();
      demoScans.stop();
      stopDecisions();
      await readers?.stop();
      await kiosk.stop();
      log.info('the kiosk has stopped');
    },
  };
}

/** Null for an empty journal in memory. */
function startArchiver(
  { world, dataDir, log, spawnArchiver }: OpenKioskOptions,
  parts: { kiosk: Kiosk; settings: Settings; journal: KioskJournal },
): Archiver | null {
  const { opened, damage } = parts.journal;
  if (damage !== null) return null;
  let isIdle = false;
  parts.kiosk.onView(({ screen }) => (isIdle = screen.kind === 'idle'));
  const archiver = createArchiver({
    ...{ world, opened, keepMonths: parts.settings.journalMonths },
    journalFile: join(dataDir, JOURNAL_FILE),
    prepare: prepareInProcess(spawnArchiver),
    isIdle: () => isIdle,
    log: log.child({ module: 'journal' }),
  });
  archiver.start();
  return archiver;
}

type OwnJournal = { kind: 'open'; journal: KioskJournal; isOwnLedger: boolean };

/** Opens the journal, and checks that it belongs to the ledger that the settings name. */
function openOwnJournal(
  { dataDir, world, place, log }: OpenKioskOptions,
  content: SettingsFileContent | null,
  present: Present,
): OwnJournal | { kind: 'refused'; why: string } {
  // The demo's folder may be deleted at any time, so no record outside it may say that it is gone.
  const { machine, stateDir } = place;
  const home = homeOf(dataDir, { machine, stateDir: present.isSandbox ? null : stateDir });
  const clock = { now: () => world.now(), newId: () => world.newId() };
  const opened = openKioskJournal(dataDir, { ...clock, home });
  if (opened.kind !== 'open') return { kind: 'refused', why: whyNot(opened) };
  const checked = withCheckedSettings(opened.journal, content, present);
  if (checked.kind === 'unwritable') {
    opened.journal.opened.close();
    return { kind: 'refused', why: whyNot(checked) };
  }
  const journal = checked.damage === null ? opened.journal : withoutMoney(checked.damage, clock);
  if (journal.damage?.kind === 'settings') {
    log.error(
      `settings about money have changed (${journal.damage.where}); balances are shown, and no money is taken. If the change is right, confirm it with \`npm run journal -- accept-settings --by NAME\``,
    );
  } else if (journal.damage !== null) {
    const { kind, where } = journal.damage;
    log.error(
      `the journal is damaged (${kind}: ${where}); balances are shown, and no money is taken; see docs/journal.md, ${sectionOf(kind)}`,
    );
  }
  for (const finding of journal.opened.findings) log.warn(`journal: ${finding}`);
  journal.opened.seenCards.onDamaged(() =>
    log.warn('journal: a last known balance was damaged and is forgotten'),
  );
  const ledger = identifyLedger(journal, present);
  if (ledger.kind === 'unwritable') {
    journal.opened.close();
    return { kind: 'refused', why: whyNot(ledger) };
  }
  if (ledger.kind === 'another') log.error(ledger.why);
  return { kind: 'open', journal, isOwnLedger: ledger.kind === 'own' };
}

/** Checks that the settings about money are those that were accepted. The demo accepts all settings. */
function withCheckedSettings(
  { opened, damage }: KioskJournal,
  content: SettingsFileContent | null,
  { isSandbox }: Present,
): { kind: 'checked'; damage: Damage | null } | { kind: 'unwritable'; why: string } {
  if (content === null || damage !== null || isSandbox) return { kind: 'checked', damage };
  const check = checkMoneySettings(opened, content);
  switch (check.kind) {
    case 'accepted':
      return { kind: 'checked', damage: null };
    case 'unwritable':
      return check;
    case 'changed': {
      opened.close();
      const where = changesText(check.changes);
      return { kind: 'checked', damage: { kind: 'settings', where, since: null } };
    }
  }
}

/** The section of the documentation that says what to do. */
function sectionOf(kind: Damage['kind']): string {
  const isCopy = kind === 'otherMachine' || kind === 'otherFolder';
  return isCopy ? 'A copy of the data folder' : 'Damage';
}

/** A kiosk without a printer does not load the fonts and tables of printers. */
async function loadPrinter(
  { printer }: Pick<Settings, 'printer'>,
  { world, log }: OpenKioskOptions,
): Promise<Printer | null> {
  if (printer === null) return null;
  const { createPrinter } = await import('../printer/printer.ts');
  return createPrinter({ settings: printer, world, log: log.child({ module: 'printer' }) });
}

function startReadersOf(
  { readers }: Pick<Settings, 'readers'>,
  { kiosk, writer }: { kiosk: Kiosk; writer: SettingsWriter },
  options: OpenKioskOptions,
): ReturnType<typeof startReaders> {
  return startReaders({
    ...{ world: options.world, kiosk, readers },
    log: options.log.child({ module: 'readers' }),
    spawn: options.spawnReaders,
    save: (changed) => writer.change({ readers: [...changed] }),
  });
}

function whyNot(opened: Exclude<OpenedKioskJournal, { kind: 'open' }>): string {
  return opened.kind === 'locked'
    ? 'another kiosk runs with this data folder; end that kiosk first'
    : `the data folder cannot be written (${opened.why}); free some space on the disk, or check who may write there`;
}
