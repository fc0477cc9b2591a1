/** The settings of the receipt printer: where it is, its paper and its code pages. */
import * as v from 'valibot';

/** The printer makes, by the names of the encoder library. Most other ESC/POS printers work like `epson`. */
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
  columns: v.optional(
    v.pipe(
      v.picklist([32, 42, 48]),
      v.description(
        'The number of letters on a line: 32 for 58 mm paper, 42 or 48 for 80 mm paper.',
      ),
    ),
    42,
  ),
  codepages: v.optional(
    v.pipe(
      v.picklist(CODEPAGES),
      v.description(
        'The make of the printer, which decides its code pages. Most printers work like `epson`.',
      ),
    ),
    'epson',
  ),
  cut: v.optional(
    v.pipe(
      v.picklist(['full', 'partial', 'none']),
      v.description('How the paper is cut. `none` is for a printer without a cutter.'),
    ),
    'partial',
  ),
};

export const printerSchema = v.nullable(
  v.variant('kind', [
    v.strictObject({
      kind: v.pipe(v.literal('network'), v.description('A printer on the network.')),
      host: v.pipe(
        v.string(),
        v.regex(/^[A-Za-z0-9.:_-]{1,253}$/),
        // Only an IPv6 address has colons, and it has more than one.
        v.check((host) => !/^[^:]*:[^:]*$/.test(host), 'must have no port; set port instead'),
        v.description('The name or address of the printer, without a port.'),
      ),
      port: v.optional(
        v.pipe(
          v.number(),
          v.integer(),
          v.minValue(1),
          v.maxValue(65_535),
          v.description('The TCP port of the printer.'),
        ),
        9100,
      ),
      answers: v.optional(
        v.pipe(
          v.boolean(),
          v.description('Set this to `false` for a printer that never reports its status.'),
        ),
        true,
      ),
      ...paper,
    }),
    v.strictObject({
      kind: v.pipe(v.literal('file'), v.description('A device file or a shared printer.')),
      path: v.pipe(
        v.string(),
        v.minLength(1),
        v.maxLength(1_000),
        v.description(
          'A device such as `/dev/usb/lp0`, or a share such as `\\\\localhost\\receipts`.',
        ),
      ),
      ...paper,
    }),
    v.strictObject({
      kind: v.pipe(v.literal('system'), v.description('A print queue of CUPS.')),
      // A name that begins with a dash could be read as an option of `lp`.
      name: v.pipe(
        v.string(),
        v.regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,126}$/),
        v.description('The name of the queue.'),
      ),
      ...paper,
    }),
  ]),
);

export type PrinterSettings = NonNullable<v.InferOutput<typeof printerSchema>>;
export type PaperSettings = Pick<PrinterSettings, 'columns' | 'codepages' | 'cut'>;
