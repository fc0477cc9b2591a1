/** The registry of drivers. A driver that is declared in settings.ts and is missing here does not compile. */
import type { Driver, HidReaderSettings, ReaderSettings, SettingsOf } from '../../settings.ts';
import type { HidDriver, StandaloneDriver } from './driver.ts';
import { hidKeyboard } from './hid-keyboard.ts';
import { hidPos } from './hid-pos.ts';
import { nfcHid } from './nfc-hid.ts';
import { pcsc } from './pcsc.ts';
import { serial } from './serial.ts';

/** Settings with a `match` need a driver for HID devices; all others need a standalone one. */
type DriverOf<D extends Driver> =
  SettingsOf<D> extends HidReaderSettings ? HidDriver : StandaloneDriver;

const DRIVERS: { readonly [D in Driver]: (settings: SettingsOf<D>) => DriverOf<D> } = {
  hidPos,
  nfcHid,
  hidKeyboard,
  serial,
  pcsc,
};

export type StandaloneSettings = Exclude<ReaderSettings, HidReaderSettings>;

export function hidDriver(settings: HidReaderSettings): HidDriver {
  return create(settings.driver, settings);
}

export function standaloneDriver(settings: StandaloneSettings): StandaloneDriver {
  return create(settings.driver, settings);
}

function create<D extends Driver>(driver: D, settings: SettingsOf<D>): DriverOf<D> {
  return DRIVERS[driver](settings);
}
