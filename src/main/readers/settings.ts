/** The owner's settings for readers: which devices to read, by which driver, and how. */
import * as v from 'valibot';
import type { Gesture } from '../../shared/contract.ts';
import { KEYBOARD_LAYOUTS } from '../../wedge/keyboard-layouts.ts';
import { rulesSchema, uidFormatEntries } from './rules.ts';

const id16Schema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff));
export const byteSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xff));
/** How a device identifies itself. */
export const hidIdsSchema = v.strictObject({
  vendorId: id16Schema,
  productId: id16Schema,
  usagePage: id16Schema,
  usage: id16Schema,
});
const placeSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_023));
const countSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64));
const nameSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** An optional setting. `description` is its text in docs/settings.md. */
function optionalOf<Schema extends v.GenericSchema>(schema: Schema, description: string) {
  return v.optional(v.pipe(v.nullable(schema), v.description(description)), null);
}

/**
 * Paths that count what was plugged in: of Linux, of libusb (bus, device and interface) and of macOS. `1-1.4:1.0` of
 * libusb names a port and stays.
 */
const CHANGING_PATH =
  /^(?:\/dev\/(?:hidraw|usb\/hiddev|input\/event)[0-9]+|\/dev\/bus\/usb\/[0-9]+\/[0-9]+|[0-9a-f]{4}:[0-9a-f]{4}:[0-9a-f]{2}|DevSrvsID:.*)$/i;

/** Selects a device. A null field matches anything. */
const matchSchema = v.strictObject({
  vendorId: optionalOf(id16Schema, 'The USB vendor id, as a decimal number.'),
  productId: optionalOf(id16Schema, 'The USB product id, as a decimal number.'),
  usagePage: optionalOf(id16Schema, 'The HID usage page, as a decimal number.'),
  usage: optionalOf(id16Schema, 'The HID usage, as a decimal number.'),
  serialNumber: optionalOf(nameSchema, 'The serial number.'),
  path: optionalOf(
    v.pipe(
      nameSchema,
      v.check((path) => path.trim() === path, 'must not have blanks around it'),
      v.check(
        (path) => !CHANGING_PATH.test(path.trim()),
        'must not be a path that changes when devices are plugged in, such as /dev/hidraw3: use serialNumber, vendorId and productId',
      ),
    ),
    'The path that the system gives it. Not one that changes, such as `/dev/hidraw3`.',
  ),
});
const matchText = 'Which device it is. What is left out, or `null`, can be anything.';
/** For drivers that fit any device or keyboard. Without one of these fields, they would read the staff's keyboard too. */
function matchOf(fields: readonly (keyof DeviceMatch)[]) {
  return v.pipe(
    matchSchema,
    v.check(
      (match) => fields.some((field) => match[field] !== null),
      `must say which device it is, by one of: ${fields.join(', ')}`,
    ),
  );
}
const DEVICE_FIELDS = ['vendorId', 'productId', 'serialNumber', 'path'] as const;

export type DeviceMatch = v.InferOutput<typeof matchSchema>;

const common = {
  name: optionalOf(nameSchema, 'What staff call it. `null` means the name that the device has.'),
  identifier: optionalOf(
    rulesSchema,
    'Rules for this reader alone, as in [identifier](#identifier). `null` means the rules of the kiosk.',
  ),
};

const hidPosSchema = v.strictObject({
  driver: v.pipe(v.literal('hidPos'), v.description('A barcode scanner in HID POS mode.')),
  ...common,
  match: v.optional(v.pipe(matchSchema, v.description(matchText)), {}),
});

/** No number of a card is shorter or longer. */
function isCount(count: number): boolean {
  return count >= 4 && count <= 16;
}

const nfcHidSchema = v.strictObject({
  driver: v.pipe(v.literal('nfcHid'), v.description('An NFC reader in a HID mode of its maker.')),
  ...common,
  match: v.pipe(matchOf([...DEVICE_FIELDS, 'usagePage', 'usage']), v.description(matchText)),
  layout: v.pipe(
    v.strictObject({
      reportId: optionalOf(byteSchema, 'The id of the reports that hold a number.'),
      offset: v.pipe(
        placeSchema,
        v.description(
          'Where the number begins, counted from the first byte that the reader sends.',
        ),
      ),
      length: v.pipe(
        v.variant('kind', [
          v.strictObject({
            kind: v.pipe(v.literal('fixed'), v.description('Every number has the same length.')),
            count: v.pipe(countSchema, v.description('How many bytes it has.')),
          }),
          v.strictObject({
            kind: v.pipe(v.literal('at'), v.description('The report says how long the number is.')),
            offset: v.pipe(placeSchema, v.description('Where in the report the length is.')),
            isAlone: v.optional(
              v.pipe(
                v.boolean(),
                v.description(
                  'Only padding follows the number. A report with anything else there is refused: its length is not right.',
                ),
              ),
              false,
            ),
          }),
        ]),
        v.description('How long the number is.'),
      ),
      empty: optionalOf(
        v.strictObject({
          offset: v.pipe(placeSchema, v.description('Where these bytes begin.')),
          count: v.pipe(countSchema, v.description('How many there are.')),
        }),
        'Bytes after the number that must be padding. A report with anything there has a longer number, and is refused.',
      ),
      emptyBefore: optionalOf(
        v.strictObject({
          offset: v.pipe(placeSchema, v.description('Where these bytes begin.')),
          count: v.pipe(countSchema, v.description('How many there are.')),
        }),
        'Bytes before the number that must be zero, in the same way.',
      ),
      padding: v.optional(
        v.pipe(
          v.picklist(['zeros', 'ones']),
          v.description(
            'What fills a report after the number, and what `empty` and `isAlone` mean by nothing: bytes `00`, or `FF` (`ones`).',
          ),
        ),
        'zeros',
      ),
      ...uidFormatEntries,
      base: v.optional(
        v.pipe(
          v.picklist(['hex', 'decimal', 'text']),
          v.description('How the number is written. `text`: the reader sends it as text.'),
        ),
        'hex',
      ),
    }),
    v.check(
      ({ base, byteOrder, digits }) =>
        base !== 'text' || (byteOrder === 'asRead' && digits === null),
      'byteOrder and digits have no effect with base text',
    ),
    v.check(
      ({ base, length }) => base === 'text' || length.kind === 'at' || isCount(length.count),
      'count must be 4 to 16 unless base is text: no card has such a number',
    ),
    v.description(
      'Where the number is in the reports of the reader. Staff can have it found: [teaching](readers.md#teaching-an-unknown-reader).',
    ),
  ),
});

const hidKeyboardSchema = v.strictObject({
  driver: v.pipe(
    v.literal('hidKeyboard'),
    v.description('A scanner that types, read directly. Linux only.'),
  ),
  ...common,
  match: v.pipe(matchOf(DEVICE_FIELDS), v.description(matchText)),
  keyboardLayout: v.optional(
    v.pipe(
      v.picklist(KEYBOARD_LAYOUTS),
      v.description('The keyboard layout that the scanner is set to.'),
    ),
    'us',
  ),
  reportId: optionalOf(
    byteSchema,
    'The id of its keyboard reports. `null` if the device has no report ids.',
  ),
});

const serialSchema = v.strictObject({
  driver: v.pipe(v.literal('serial'), v.description('A scanner at a serial port.')),
  ...common,
  path: v.pipe(
    nameSchema,
    v.description('The port, such as `/dev/ttyACM0`, `/dev/serial/by-id/…` or `COM3`.'),
  ),
  baudRate: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(300),
      v.maxValue(4_000_000),
      v.description('The speed that the scanner is set to.'),
    ),
    9_600,
  ),
  suffix: v.optional(
    v.pipe(
      v.picklist(['any', 'required']),
      v.description(
        '`required` if the scanner ends every code with CR, LF, a tab or ETX: a code without one is refused.',
      ),
    ),
    'any',
  ),
  idleMs: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(50),
      v.maxValue(5_000),
      v.description('After a pause of this length, a code without a suffix is complete.'),
    ),
    300,
  ),
});

const pcscSchema = v.strictObject({
  driver: v.pipe(v.literal('pcsc'), v.description('NFC readers with PC/SC.')),
  ...common,
  format: v.optional(
    v.pipe(v.strictObject(uidFormatEntries), v.description('How the number of a card is written.')),
    {},
  ),
});

interface DriverFacts {
  settings: v.GenericSchema<unknown, { driver: string }>;
  /** How a customer presents a card. `either` where the device may be a scanner or an NFC reader. */
  gesture: Gesture;
  /** Staff can teach the kiosk the layout of its reports. */
  isTeachable: boolean;
}

/**
 * The one list of drivers. To add one: its schema and a line here, a file in worker/drivers/, and a line in
 * worker/drivers/index.ts. The compiler names the place that is missing.
 */
export const DRIVERS = {
  hidPos: { settings: hidPosSchema, gesture: 'scan', isTeachable: false },
  nfcHid: { settings: nfcHidSchema, gesture: 'tap', isTeachable: true },
  hidKeyboard: { settings: hidKeyboardSchema, gesture: 'either', isTeachable: false },
  serial: { settings: serialSchema, gesture: 'either', isTeachable: false },
  pcsc: { settings: pcscSchema, gesture: 'tap', isTeachable: false },
} as const satisfies Record<string, DriverFacts>;

export const readerSettingsSchema = v.variant(
  'driver',
  Object.values(DRIVERS).map(({ settings }) => settings),
);
export type ReaderSettings = v.InferOutput<typeof readerSettingsSchema>;
export type Driver = ReaderSettings['driver'];
export type SettingsOf<D extends Driver> = Extract<ReaderSettings, { driver: D }>;
export type HidReaderSettings = Extract<ReaderSettings, { match: DeviceMatch }>;

export function isHid(settings: ReaderSettings): settings is HidReaderSettings {
  return 'match' in settings;
}

/** The names of all drivers, and `none` for a device that no driver reads. */
export const driverNameSchema = v.picklist([
  ...Object.values(DRIVERS).map(({ settings }) => settings.entries.driver.literal),
  'none',
]);

/** More than any kiosk has. */
const READERS_MAX = 16;
export const readersSchema = v.pipe(v.array(readerSettingsSchema), v.maxLength(READERS_MAX));

/** Any scanner in HID POS mode works without setup. */
export const DEFAULT_READERS: v.InferInput<typeof readersSchema> = [{ driver: 'hidPos' }];
