/** What the kiosk and its reader process say to each other; each parses all that the other sends. */
import * as v from 'valibot';
import { FAULTS } from './decode/decoding.ts';
import { toldReaderSchema } from './health.ts';
import { byteSchema, hidIdsSchema, readersSchema } from './settings.ts';

/** Where each HID device that is there is, and its key. */
const keysSchema = v.array(v.tuple([v.string(), v.string()]));

/** To the reader process. */
export const orderSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('configure'),
    readers: readersSchema,
    /** Keys of the devices that are not to be touched. */
    setAside: v.array(v.string()),
    /** As they were told last, so that of devices alike none gets the key of another. */
    keys: keysSchema,
  }),
  /** Whether whole reports are to be told, and readers that nobody set up to be opened. */
  v.strictObject({ kind: v.literal('teach'), isOn: v.boolean() }),
  v.strictObject({ kind: v.literal('ping'), number: v.number() }),
  /** Closes all devices and ends. */
  v.strictObject({ kind: v.literal('stop') }),
]);
export type Order = v.InferOutput<typeof orderSchema>;

/** From the reader process. */
export const newsSchema = v.variant('kind', [
  /** It waits for `configure`. */
  v.strictObject({ kind: v.literal('started') }),
  v.strictObject({ kind: v.literal('pong'), number: v.number() }),
  v.strictObject({ kind: v.literal('health'), readers: v.array(toldReaderSchema) }),
  /** Told before any of those devices is opened. */
  v.strictObject({ kind: v.literal('keys'), keys: keysSchema }),
  /** Told before a device is opened, so that it is known which one a death is to be blamed on. */
  v.strictObject({ kind: v.literal('opening'), key: v.string(), name: v.string() }),
  v.strictObject({
    kind: v.literal('code'),
    key: v.string(),
    /** As read; the identifier is made of it by the rules. */
    text: v.pipe(v.string(), v.maxLength(512)),
    aim: v.nullable(v.string()),
    symbology: v.nullable(v.string()),
    /** Which of the settings it was read by. */
    readerIndex: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  /** Only while teaching. */
  v.strictObject({
    kind: v.literal('raw'),
    key: v.string(),
    name: v.string(),
    driver: toldReaderSchema.entries.driver,
    ...hidIdsSchema.entries,
    bytes: v.pipe(v.array(byteSchema), v.maxLength(1_024)),
  }),
  v.strictObject({ kind: v.literal('fault'), key: v.string(), fault: v.picklist(FAULTS) }),
  /** A device sends more codes than anybody can show; these were not passed on. */
  v.strictObject({
    kind: v.literal('flooded'),
    key: v.string(),
    droppedCount: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
]);
export type News = v.InferOutput<typeof newsSchema>;
