/** What the command line of the gallery asks for. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export interface Arguments {
  isSample: boolean;
  /** All that a sample can choose, with any seed. */
  isEverySample: boolean;
  seed: number;
  shard: { part: number; parts: number };
  /** Names of checks, fixtures and looks contain these. */
  only: string;
  fixture: string;
  look: string;
  language: string;
  pages: number;
  isUpdating: boolean;
  stopsAtFailure: boolean;
}

const SEEDS = 10_000;

export function readArguments(words: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...words],
    options: {
      sample: { type: 'boolean', default: false },
      'every-sample': { type: 'boolean', default: false },
      seed: { type: 'string' },
      shard: { type: 'string', default: '1/1' },
      only: { type: 'string', default: '' },
      fixture: { type: 'string', default: '' },
      look: { type: 'string', default: '' },
      language: { type: 'string', default: '' },
      pages: { type: 'string', default: String(availableParallelism()) },
      update: { type: 'boolean', default: false },
      'stop-at-failure': { type: 'boolean', default: false },
    },
  });
  return {
    isSample: values.sample || values['every-sample'],
    isEverySample: values['every-sample'],
    seed: values.seed === undefined ? Math.floor(Math.random() * SEEDS) : wholeNumber(values.seed),
    shard: readShard(values.shard),
    only: values.update ? 'snapshot' : values.only,
    fixture: values.fixture,
    look: values.look,
    language: values.language,
    pages: Math.max(1, wholeNumber(values.pages)),
    isUpdating: values.update,
    stopsAtFailure: values['stop-at-failure'],
  };
}

function readShard(text: string): { part: number; parts: number } {
  const [, part, parts] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { part: Number(part), parts: Number(parts) };
  if (!(shard.part >= 1 && shard.part <= shard.parts)) {
    throw new Error(`--shard ${text}: write the part and the number of parts, as in 2/4`);
  }
  return shard;
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${text} is not a whole number`);
  return Number(text);
}
