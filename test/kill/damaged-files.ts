/**
 * A terminal promises payments without a network and is killed. Then its files are damaged, as a power cut or a bad disk
 * does it. The next start must have every promise, or say what is wrong and take no money.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../src/sandbox/random.ts';
import { JOURNAL_FILE } from '../../src/main/kiosk/kiosk-journal.ts';
import { fillAccount, SHOP } from './account.ts';
import type { Act, Line, TerminalConfig } from './messages.ts';
import { startSandboxProcess, startTerminal, type SandboxProcess } from './process.ts';
import type { Scene, Verdict } from './scene.ts';

const CUSTOMERS = 3;
const SPENDS = 6;
const FILES = ['', '-wal', '-shm', '.record'];
const FLIPS = 6;

interface Files {
  journal: string;
  wal: string;
  record: string;
  random: () => number;
}

type Damage = readonly [string, (files: Files) => void];

const removeAll = ({ journal }: Files, suffixes: readonly string[]): void => {
  for (const suffix of suffixes) rmSync(`${journal}${suffix}`, { force: true });
};

const DAMAGES: readonly Damage[] = [
  ...Array.from({ length: FLIPS }, (_, index): Damage => [
    `a flipped bit in the log (${index + 1})`,
    ({ wal, random }) => flip(wal, random),
  ]),
  ['a log of half its length', ({ wal }) => truncateSync(wal, readFileSync(wal).length / 2)],
  ['a log without its last byte', ({ wal }) => truncateSync(wal, readFileSync(wal).length - 1)],
  ['an empty log', ({ wal }) => truncateSync(wal, 0)],
  ['no log', (files) => removeAll(files, ['-wal', '-shm'])],
  ['an empty journal', ({ journal }) => truncateSync(journal, 0)],
  [
    'an empty journal and no log',
    (files) => {
      truncateSync(files.journal, 0);
      removeAll(files, ['-wal', '-shm']);
    },
  ],
  ['no journal', (files) => removeAll(files, ['', '-wal', '-shm'])],
  ['no journal, and its log is left', (files) => removeAll(files, [''])],
  ['no record', (files) => removeAll(files, ['.record'])],
  ['no journal and no record', (files) => removeAll(files, ['', '.record'])],
];

function flip(path: string, random: () => number): void {
  const bytes = readFileSync(path);
  const offset = Math.floor(random() * bytes.length);
  bytes.writeUInt8(bytes.readUInt8(offset) ^ (1 << Math.floor(random() * 8)), offset);
  writeFileSync(path, bytes);
}

export async function damagedFiles({ folder, cacheDir, seed }: Scene): Promise<Verdict> {
  const db = join(folder, 'ledger.sqlite');
  const sandbox = await startSandboxProcess(cacheDir, { port: 0, db });
  const customers = await fillAccount(sandbox, CUSTOMERS);
  const { url, token } = sandbox;
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const base = { url, token, shopUuid: SHOP, settleMs: 1_000, canSpendOffline: true };
  const config: TerminalConfig = { ...base, dataDir };
  const lines = await promiseOffline(
    { config, cacheDir, sandbox },
    customers.map(({ card }) => card),
  );
  const promised = lines.filter((line) => line.kind === 'paid' && !line.isInLedger).length;
  const failures = promised === SPENDS ? [] : [`${promised} of ${SPENDS} were promised`];
  const random = seededRandom(seed);
  const verdicts = new Map<string, number>();
  for (const damage of DAMAGES) {
    const outcome = await startDamaged({ config, cacheDir, folder, random }, damage);
    verdicts.set(outcome.verdict, (verdicts.get(outcome.verdict) ?? 0) + 1);
    if (outcome.why !== null) failures.push(`${damage[0]}: ${outcome.why}`);
  }
  if (failures.length > 0) return { kind: 'failed', why: failures };
  const counts = [...verdicts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  return {
    kind: 'passed',
    figures: `${promised} promised offline; ${DAMAGES.length} damages: ${counts}`,
  };
}

interface Setting {
  config: TerminalConfig;
  cacheDir: string;
}

/** Each card is seen online once. Then the sandbox ends, payments are promised, and the terminal is killed. */
async function promiseOffline(
  { config, cacheDir, sandbox }: Setting & { sandbox: SandboxProcess },
  cards: readonly string[],
): Promise<readonly Line[]> {
  const terminal = startTerminal(config, cacheDir);
  await terminal.next(({ kind }) => kind === 'ready');
  const pay = async (id: number): Promise<void> => {
    const act: Act = {
      id,
      kind: 'spend',
      card: cards[id % cards.length] ?? '',
      amountInCents: 100 + id,
    };
    const answer = terminal.next((line) => 'id' in line && line.id === id);
    terminal.send(act);
    await answer;
  };
  for (let id = 0; id < CUSTOMERS; id++) await pay(id);
  await sandbox.stop();
  for (let id = CUSTOMERS; id < CUSTOMERS + SPENDS; id++) await pay(id);
  await terminal.kill();
  return terminal.lines;
}

/** Starts a terminal on a damaged copy of the files, which are in the same folder as the original. */
async function startDamaged(
  { config, cacheDir, folder, random }: Setting & { folder: string; random: () => number },
  [, damage]: Damage,
): Promise<{ verdict: string; why: string | null }> {
  const journal = join(config.dataDir, JOURNAL_FILE);
  const saved = join(folder, 'saved');
  if (!existsSync(`${saved}.record`)) copyFiles(journal, saved);
  copyFiles(saved, journal);
  damage({ journal, wal: `${journal}-wal`, record: `${journal}.record`, random });
  const terminal = startTerminal(config, cacheDir);
  const first = await terminal.next(() => true);
  if (first?.kind === 'damaged') {
    await terminal.end();
    return { verdict: 'named as damage', why: null };
  }
  if (first?.kind !== 'ready') {
    await terminal.end();
    return { verdict: 'failed', why: `the start answered ${JSON.stringify(first)}` };
  }
  const waiting = terminal.next(({ kind }) => kind === 'waiting');
  terminal.send('report');
  const line = await waiting;
  await terminal.kill();
  const count = line?.kind === 'waiting' ? line.count : 0;
  const why = count === SPENDS ? null : `${count} of ${SPENDS} promises are left, without a word`;
  return { verdict: 'without loss', why };
}

function copyFiles(from: string, to: string): void {
  for (const suffix of [...FILES, '.log-at-damage']) rmSync(`${to}${suffix}`, { force: true });
  for (const suffix of FILES) {
    if (existsSync(`${from}${suffix}`)) copyFileSync(`${from}${suffix}`, `${to}${suffix}`);
  }
}
