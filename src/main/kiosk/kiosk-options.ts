/** The parts that a kiosk needs from outside. */
import type { Log } from '../log/log.ts';
import type { TypedSettings } from '../readers/wedge-settings.ts';
import type { Printer } from '../printer/printer.ts';
import type { SettingsProblem } from '../settings/load.ts';
import type { Settings } from '../settings/schema.ts';
import type { Branding } from '../branding/load.ts';
import type { PinTries } from '../staff/pin-tries.ts';
import type { DemoCard } from '../../shared/contract.ts';
import type { World } from '../world/world.ts';
import type { JournalCheck } from './journal-check.ts';
import type { SettingsFileState } from './settings-file-state.ts';
import type { KioskJournal } from './kiosk-journal.ts';

export interface KioskOptions {
  world: World;
  log: Pick<Log, 'info' | 'warn'>;
  /** The default settings if there is a problem. */
  settings: Settings;
  settingsProblem: SettingsProblem | null;
  /** The names of cosmetic settings that are wrong. */
  ignoredSettings: readonly string[];
  /** What is known about an edited settings file. Absent if nobody follows it. */
  settingsFile?: SettingsFileState;
  journal: KioskJournal;
  /** False while the journal has open operations for another ledger than the settings name. Then no money moves. */
  isOwnLedger: boolean;
  branding: Pick<Branding, 'logo' | 'pictures'>;
  /** Null if no printer is set up. */
  printer: Printer | null;
  pinTries: PinTries;
  /** Saves the settings of scanners that type. False if that is not possible. */
  saveWedge: (wedge: TypedSettings) => boolean;
  isSandbox: boolean;
  /** The check of the journal's history. Absent if nothing is to be checked. */
  journalCheck?: Pick<JournalCheck, 'percent' | 'archiveProblems' | 'onChange'>;
  demoCards: readonly DemoCard[];
}
