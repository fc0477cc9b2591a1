/** The messages between the kiosk and its reader process. Each side parses everything that the other sends. */
import * as v from 'valibot';
import { FAULTS } from './decode/decoding.ts';
import { reportedReaderSchema } from './health.ts';
import { byteSchema, hidIdsSchema, readersSchema } from './settings.ts';

/** The identity of each HID device that is plugged in, and its key. */
const keysSchema = v.array(v.tuple([v.string(), v.string()]));

/** From the kiosk to the reader process. */
export const commandSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('configure'),
    readers: readersSchema,
    /** Keys of devices that must not be touched. */
    setAside: v.array(v.string()),
    /** The last reported keys, so that devices that look alike keep their keys. */
    keys: keysSchema,
  }),
  /** While on: send whole reports, and open readers that are not in the settings. */
  v.strictObject({ kind: v.literal('teach'), isOn: v.boolean() }),
  v.strictObject({ kind: v.literal('ping'), number: v.number() }),
  /** Close all devices and exit. */
  v.strictObject({ kind: v.literal('stop') }),
]);
export type Command = v.InferOutput<typeof commandSchema>;

/** From the reader process to the kiosk. */
export const workerEventSchema = v.variant('kind', [
  /** The process waits for `configure`. */
  v.strictObject({ kind: v.literal('started') }),
  v.strictObject({ kind: v.literal('pong'), number: v.number() }),
  v.strictObject({ kind: v.literal('health'), readers: v.array(reportedReaderSchema) }),
  /** Devices that were set aside and are unplugged. They are used when they are plugged in again. */
  v.strictObject({ kind: v.literal('unplugged'), keys: v.array(v.string()) }),
  /** Sent before any of these devices is opened. */
  v.strictObject({ kind: v.literal('keys'), keys: keysSchema }),
  /** Sent before a device is opened. If the process then crashes, the kiosk blames this device. */
  v.strictObject({ kind: v.literal('opening'), key: v.string(), name: v.string() }),
  v.strictObject({
    kind: v.literal('code'),
    key: v.string(),
    /** The text as the reader sent it. The rules turn it into the identifier. */
    text: v.pipe(v.string(), v.maxLength(512)),
    aim: v.nullable(v.string()),
    symbology: v.nullable(v.string()),
    /** The place of its settings in the list of readers. */
    readerIndex: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  /** A whole report. Sent only while teaching. */
  v.strictObject({
    kind: v.literal('raw'),
    key: v.string(),
    name: v.string(),
    driver: reportedReaderSchema.entries.driver,
    ...hidIdsSchema.entries,
    bytes: v.pipe(v.array(byteSchema), v.maxLength(1_024)),
  }),
  v.strictObject({ kind: v.literal('fault'), key: v.string(), fault: v.picklist(FAULTS) }),
  /** A device sends more codes than a person can present. `droppedCount` codes were dropped. */
  v.strictObject({
    kind: v.literal('flooded'),
    key: v.string(),
    droppedCount: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
]);
export type WorkerEvent = v.InferOutput<typeof workerEventSchema>;
