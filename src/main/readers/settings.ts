/** The owner's settings for readers: which devices to read, by which driver, and how. */
import * as v from 'valibot';
import type { Gesture } from '../../shared/contract.ts';
import { KEYBOARD_LAYOUTS } from '../../wedge/keyboard-layouts.ts';
import { rulesSchema, uidFormatEntries } from './rules.ts';

const id16Schema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff));
export const byteSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xff));
/** What a device says that it is. */
export const hidIdsSchema = v.strictObject({
  vendorId: id16Schema,
  productId: id16Schema,
  usagePage: id16Schema,
  usage: id16Schema,
});
const placeSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_023));
const countSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64));
const nameSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** Which device it is; what is null may be anything. */
const matchSchema = v.strictObject({
  vendorId: v.optional(v.nullable(id16Schema), null),
  productId: v.optional(v.nullable(id16Schema), null),
  usagePage: v.optional(v.nullable(id16Schema), null),
  usage: v.optional(v.nullable(id16Schema), null),
  serialNumber: v.optional(v.nullable(nameSchema), null),
  path: v.optional(v.nullable(nameSchema), null),
});
/** For what is no reader by what it says of itself: any device, or any keyboard, would be the one of staff too. */
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
  /** What staff call it; null for the name that the device has. */
  name: v.optional(v.nullable(nameSchema), null),
  /** Null for the rules of the kiosk. */
  identifier: v.optional(v.nullable(rulesSchema), null),
};

const hidPosSchema = v.strictObject({
  driver: v.literal('hidPos'),
  ...common,
  match: v.optional(matchSchema, {}),
});

const nfcHidSchema = v.strictObject({
  driver: v.literal('nfcHid'),
  ...common,
  match: matchOf([...DEVICE_FIELDS, 'usagePage', 'usage']),
  layout: v.strictObject({
    reportId: v.optional(v.nullable(byteSchema), null),
    offset: placeSchema,
    length: v.variant('kind', [
      v.strictObject({ kind: v.literal('fixed'), count: countSchema }),
      v.strictObject({ kind: v.literal('at'), offset: placeSchema }),
    ]),
    /** Bytes beside the number that are zero, so that a longer number is not cut. */
    empty: v.optional(
      v.nullable(v.strictObject({ offset: placeSchema, count: countSchema })),
      null,
    ),
    ...uidFormatEntries,
    base: v.optional(v.picklist(['hex', 'decimal', 'text']), 'hex'),
  }),
});

const hidKeyboardSchema = v.strictObject({
  driver: v.literal('hidKeyboard'),
  ...common,
  match: matchOf(DEVICE_FIELDS),
  keyboardLayout: v.optional(v.picklist(KEYBOARD_LAYOUTS), 'us'),
  /** Null where the device has no report ids. */
  reportId: v.optional(v.nullable(byteSchema), null),
});

const serialSchema = v.strictObject({
  driver: v.literal('serial'),
  ...common,
  /** Such as `/dev/ttyACM0`, `/dev/serial/by-id/…` or `COM3`. */
  path: nameSchema,
  baudRate: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(300), v.maxValue(4_000_000)),
    9_600,
  ),
  /** `required` where every code ends by one, so that one without is refused also before the first that had one. */
  suffix: v.optional(v.picklist(['any', 'required']), 'any'),
  /** The pause after which the code of a scanner without a suffix is whole. */
  idleMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(50), v.maxValue(5_000)), 300),
});

const pcscSchema = v.strictObject({
  driver: v.literal('pcsc'),
  ...common,
  format: v.optional(v.strictObject(uidFormatEntries), {}),
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

/** No kiosk has more. */
const READERS_MAX = 16;
export const readersSchema = v.pipe(v.array(readerSettingsSchema), v.maxLength(READERS_MAX));

/** Any scanner in HID POS mode is used without being set up. */
export const DEFAULT_READERS: v.InferInput<typeof readersSchema> = [{ driver: 'hidPos' }];
