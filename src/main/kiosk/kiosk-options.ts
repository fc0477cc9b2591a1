/** What a kiosk is made from. */
import type { WedgeSettings } from '../../wedge/config.ts';
import type { Printer } from '../printer/printer.ts';
import type { LoadedSettings } from '../settings/load.ts';
import type { Branding } from '../branding/load.ts';
import type { PinTries } from '../staff/pin-tries.ts';
import type { World } from '../world/world.ts';
import type { KioskJournal } from './kiosk-journal.ts';

export interface KioskOptions {
  world: World;
  settings: LoadedSettings;
  journal: KioskJournal;
  /** False while the journal has open operations for another ledger than the settings name: no money moves. */
  isOwnLedger: boolean;
  shopLook: Pick<Branding, 'logo' | 'pictures'>;
  /** Null where none is set up. */
  printer: Printer | null;
  pinTries: PinTries;
  /** Keeps in the settings how scanners that type are set up; false where that cannot be. */
  saveWedge: (wedge: WedgeSettings) => boolean;
  isSandbox: boolean;
  demoCards: readonly { label: string; value: string }[];
}
