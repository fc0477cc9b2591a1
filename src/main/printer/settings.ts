/** The schema of a receipt printer in the settings: where it is, and what its paper and letters are like. */
import * as v from 'valibot';

/** As the encoder library names them; other ESC/POS printers are mostly like `epson`. */
const CODEPAGES = [
  'epson',
  'epson/legacy',
  'bixolon',
  'bixolon/legacy',
  'citizen',
  'fujitsu',
  'hp',
  'metapace',
  'mpt',
  'pos-5890',
  'pos-8360',
  'star',
  'sunmi',
  'xprinter',
  'youku',
] as const;

const paper = {
  /** Letters on a line: 32 on paper of 58 mm, 42 or 48 on 80 mm. */
  columns: v.optional(v.picklist([32, 42, 48]), 42),
  /** Which code pages the printer has, by its make. */
  codepages: v.optional(v.picklist(CODEPAGES), 'epson'),
  cut: v.optional(v.picklist(['full', 'partial', 'none']), 'partial'),
};

export const printerSchema = v.nullable(
  v.variant('kind', [
    v.strictObject({
      kind: v.literal('network'),
      /** A name or an address, without a port. */
      host: v.pipe(v.string(), v.regex(/^[A-Za-z0-9.:_-]{1,253}$/)),
      port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)), 9100),
      /** Whether it answers when it is asked how it is; false for one that never does. */
      answers: v.optional(v.boolean(), true),
      ...paper,
    }),
    v.strictObject({
      kind: v.literal('file'),
      /** A device, such as `/dev/usb/lp0`, or a shared printer, such as `\\localhost\receipts`. */
      path: v.pipe(v.string(), v.minLength(1), v.maxLength(1_000)),
      ...paper,
    }),
    v.strictObject({
      kind: v.literal('system'),
      /** The queue's name in CUPS; never one that could be read as an option. */
      name: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,126}$/)),
      ...paper,
    }),
  ]),
);

export type PrinterSettings = NonNullable<v.InferOutput<typeof printerSchema>>;
export type PaperSettings = Pick<PrinterSettings, 'columns' | 'codepages' | 'cut'>;
