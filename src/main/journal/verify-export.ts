/** Checks that an exported file is complete and unchanged. Needs only the file itself. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { epochMsSchema } from '../../shared/time.ts';
import { BEFORE_FIRST, findBreak, type ChainLink } from './chain.ts';
import { EXPORT_FORMAT, EXPORT_VERSION, type ExportCounts } from './export.ts';
import { replayInto, isAsReplayed, type Replayed } from './replay.ts';
import { operationSchema, type Operation } from './operation.ts';

export type ExportVerdict =
  | { kind: 'whole'; counts: ExportCounts; lastHash: string }
  /** It was made without these archives. The rest of the chain is unchanged; the operations cannot be compared with it. */
  | { kind: 'incomplete'; counts: ExportCounts; missing: readonly string[] }
  | { kind: 'broken'; why: string };

const gapSchema = v.strictObject({
  name: v.string(),
  firstSeq: v.number(),
  lastSeq: v.number(),
  lastHash: v.string(),
});

const counts = { operations: v.number(), events: v.number(), reports: v.number() };

const lineSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('journal'),
    format: v.literal(EXPORT_FORMAT),
    version: v.literal(EXPORT_VERSION),
    exportedAt: epochMsSchema,
    ...counts,
    missing: v.optional(v.array(gapSchema), []),
  }),
  v.strictObject({ type: v.literal('operation'), ...operationSchema.entries }),
  v.strictObject({
    type: v.literal('event'),
    seq: v.number(),
    at: epochMsSchema,
    operationId: v.nullable(v.string()),
    kind: v.string(),
    body: v.string(),
    previousHash: v.string(),
    hash: v.string(),
  }),
  v.strictObject({
    type: v.literal('report'),
    seq: v.number(),
    at: epochMsSchema,
    body: v.string(),
  }),
  v.strictObject({ type: v.literal('end'), ...counts, lastHash: v.string(), sha256: v.string() }),
]);
/** An operation without the `type` of its line. */
const factsSchema = v.object(operationSchema.entries);
type ExportLine = v.InferOutput<typeof lineSchema>;
type Head = Extract<ExportLine, { type: 'journal' }>;
type End = Extract<ExportLine, { type: 'end' }>;

/** Takes the lines without their line ends. */
export function verifyExport(lines: Iterable<string>): ExportVerdict {
  const reading = new Reading();
  let lineNumber = 0;
  for (const text of lines) {
    lineNumber += 1;
    const why = reading.take(text);
    if (why !== null) return { kind: 'broken', why: `line ${lineNumber}: ${why}` };
  }
  return reading.end();
}

class Reading {
  readonly #seal = createHash('sha256');
  readonly #operations = new Map<string, Operation>();
  readonly #replayed = new Map<string, Replayed>();
  readonly #counts: ExportCounts = { operations: 0, events: 0, reports: 0 };
  #last: ChainLink = BEFORE_FIRST;
  #head: Head | null = null;
  #end: End | null = null;

  /** Checks one line. Returns null, or a text that says what is wrong. */
  take(text: string): string | null {
    if (this.#end !== null) return 'the file has lines after its last line';
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), lineSchema), text);
    if (!parsed.success) return 'it is not a line of an exported journal';
    const line = parsed.output;
    if ((line.type === 'journal') !== (this.#head === null))
      return 'the first line of the file is missing or is in the wrong place';
    if (line.type === 'end') {
      this.#end = line;
      return this.#seal.digest('hex') === line.sha256
        ? null
        : 'a line was changed, added or removed';
    }
    this.#seal.update(`${text}\n`);
    return this.#takeRecord(line);
  }

  end(): ExportVerdict {
    this.#skipGaps();
    const why = this.#whyBroken();
    if (why !== null) return { kind: 'broken', why };
    const missing = (this.#head?.missing ?? []).map(({ name }) => name);
    const [rows, { hash }] = [this.#counts, this.#last];
    return missing.length === 0
      ? { kind: 'whole', counts: rows, lastHash: hash }
      : { kind: 'incomplete', counts: rows, missing };
  }

  /** Goes on after the archives that are missing here. */
  #skipGaps(): void {
    for (const { firstSeq, lastSeq, lastHash } of this.#head?.missing ?? []) {
      if (firstSeq === this.#last.seq + 1) this.#last = { seq: lastSeq, hash: lastHash };
    }
  }

  #takeRecord(line: Exclude<ExportLine, End>): string | null {
    switch (line.type) {
      case 'journal':
        this.#head = line;
        return null;
      case 'operation': {
        this.#operations.set(line.id, v.parse(factsSchema, line));
        this.#counts.operations += 1;
        return null;
      }
      case 'event': {
        this.#skipGaps();
        const broken = findBreak(this.#last, line);
        if (broken !== null) return `event ${broken.seq} (${broken.kind})`;
        this.#last = line;
        replayInto(this.#replayed, line);
        this.#counts.events += 1;
        return null;
      }
      case 'report':
        this.#counts.reports += 1;
        return null;
    }
  }

  #whyBroken(): string | null {
    if (this.#end === null || this.#head === null)
      return 'the file is incomplete: its last line is missing';
    if (!isCount(this.#head, this.#counts) || !isCount(this.#end, this.#counts)) {
      return 'rows are missing';
    }
    if (this.#last.hash !== this.#end.lastHash) return 'the last events are missing';
    if (this.#head.missing.length > 0) return null;
    for (const [id, operation] of this.#operations) {
      if (!isAsReplayed(operation, this.#replayed.get(id)))
        return `operation ${id} does not match its events`;
    }
    const missing = [...this.#replayed.keys()].find((id) => !this.#operations.has(id));
    return missing === undefined ? null : `operation ${missing} is missing`;
  }
}

function isCount(stated: ExportCounts, counted: ExportCounts): boolean {
  return (
    stated.operations === counted.operations &&
    stated.events === counted.events &&
    stated.reports === counted.reports
  );
}
