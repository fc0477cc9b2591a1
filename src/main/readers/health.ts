/** What is known of each reader, for staff and for the screen. */
import * as v from 'valibot';

/** Why a reader cannot be read although it is there. */
const unusableSchema = v.variant('kind', [
  /** `rule` is the udev rule to install, and `file` where it belongs. */
  v.strictObject({ kind: v.literal('permission'), rule: v.string(), file: v.string() }),
  /** It only types; it can be read as a keyboard, or be switched to another mode. */
  v.strictObject({ kind: v.literal('keyboardOnly') }),
  /** The process that reads it died three times in a row with it. */
  v.strictObject({ kind: v.literal('setAside') }),
  v.strictObject({ kind: v.literal('libraryMissing'), library: v.string() }),
  v.strictObject({ kind: v.literal('cannotOpen'), message: v.string() }),
]);
export type Unusable = v.InferOutput<typeof unusableSchema>;

export const readerHealthSchema = v.strictObject({
  /** The same for as long as it is the same device in the same place. */
  key: v.string(),
  name: v.string(),
  driver: v.picklist(['hidPos', 'nfcHid', 'hidKeyboard', 'serial', 'pcsc', 'none']),
  status: v.variant('kind', [
    v.strictObject({ kind: v.literal('ready') }),
    v.strictObject({ kind: v.literal('away') }),
    v.strictObject({ kind: v.literal('unusable'), why: unusableSchema }),
  ]),
  /** Somebody set it up, or it worked before: that it is not ready is worth telling. */
  isExpected: v.boolean(),
});
export type ReaderHealth = v.InferOutput<typeof readerHealthSchema>;

/** For the screen: whether there is anything that a card can be held against. */
export function readerStateOf(readers: readonly ReaderHealth[]): 'ready' | 'away' | 'none' {
  if (readers.some(({ status }) => status.kind === 'ready')) return 'ready';
  return readers.some(({ isExpected }) => isExpected) ? 'away' : 'none';
}
