/** The terminal is killed again and again, at moments from a seed, while replies are lost, late or wrong. */
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../src/sandbox/random.ts';
import { fillAccount, SHOP } from './account.ts';
import { check, type Customer } from './ledger.ts';
import type { Act, Line, TerminalConfig } from './messages.ts';
import { startSandboxProcess, startTerminal, type SandboxProcess } from './process.ts';
import type { Scene, Verdict } from './scene.ts';
import { settle } from './settle.ts';
import { join } from 'node:path';

const CUSTOMERS = 12;
const ACTS_PER_LIFE = 10;
/** Most lives are shorter, so that something is always running. */
const LIFE_MS_MAX = 1_600;
/** Longer than the delay of any late commit. */
const SETTLE_MS = 2_500;

const FAULTS = [
  { fault: { kind: 'dropBefore' }, method: 'POST', probability: 0.06 },
  { fault: { kind: 'dropAfter' }, method: 'POST', probability: 0.08 },
  { fault: { kind: 'html500', commits: true }, method: 'POST', probability: 0.04 },
  { fault: { kind: 'html500' }, method: 'POST', probability: 0.04 },
  { fault: { kind: 'commitLate', delayMs: 700 }, method: 'POST', probability: 0.05 },
  { fault: { kind: 'cutBody' }, method: 'POST', probability: 0.04 },
  { fault: { kind: 'delayReply', delayMs: 400 }, method: 'POST', probability: 0.1 },
  { fault: { kind: 'delayRequest', delayMs: 300 }, method: 'POST', probability: 0.1 },
  { fault: { kind: 'dropBefore' }, method: 'GET', probability: 0.02 },
  { fault: { kind: 'delayReply', delayMs: 150 }, method: 'GET', probability: 0.1 },
] as const;

export async function killed({ folder, cacheDir, seed, kills }: Scene): Promise<Verdict> {
  const random = seededRandom(seed);
  const sandbox = await startSandboxProcess(cacheDir, {
    port: 0,
    db: join(folder, 'ledger.sqlite'),
  });
  const customers = await fillAccount(sandbox, CUSTOMERS);
  await setFaults(sandbox, seed);
  const { url, token } = sandbox;
  const config: TerminalConfig = {
    dataDir: folder,
    url,
    token,
    shopUuid: SHOP,
    settleMs: SETTLE_MS,
    canSpendOffline: true,
  };
  const acts: Act[] = [];
  const lines: Line[] = [];
  const startedMs = performance.now();
  for (let kill = 0; kill < kills; kill++) {
    lines.push(...(await oneLife({ config, cacheDir, customers, random, acts })));
  }
  const seconds = (performance.now() - startedMs) / 1000;
  await sandbox.admin('faults', 'DELETE');
  // No commit came after the settle time, so the reconciliation must find no difference.
  const why = await settle(config, cacheDir, 'mustAgree');
  const checked = await check({ sandbox, dataDir: folder, shopUuid: SHOP, customers, acts, lines });
  const failures = [...(why === null ? [] : [why]), ...checked.failures];
  if (failures.length > 0) return { kind: 'failed', why: failures };
  const answers = [...Map.groupBy(lines, (line) => line.kind)]
    .map(([name, of]) => `${of.length} ${name}`)
    .join(', ');
  return {
    kind: 'passed',
    figures:
      `${kills} kills, ${(kills / seconds).toFixed(1)} kills/s, ${acts.length} acts, ` +
      `${checked.operationCount} operations, ${checked.rowCount} rows, ${checked.heldCount} held; answers: ${answers}`,
  };
}

async function setFaults(sandbox: SandboxProcess, seed: number): Promise<void> {
  for (const [index, rule] of FAULTS.entries()) {
    await sandbox.admin('faults', 'POST', { ...rule, times: null, seed: seed * 100 + index });
  }
}

interface Life {
  config: TerminalConfig;
  cacheDir: string;
  customers: readonly Customer[];
  random: () => number;
  /** Each life of the terminal adds its acts. */
  acts: Act[];
}

/** Runs one life of the terminal, from its start to its kill. Returns the answers. */
async function oneLife(life: Life): Promise<readonly Line[]> {
  const { config, cacheDir, random, acts } = life;
  const terminal = startTerminal(config, cacheDir);
  // Some terminals are killed while they start and continue the operations of the previous life.
  if (random() < 0.15) {
    await sleep(150 + random() * 300);
  } else {
    await terminal.next(({ kind }) => kind === 'ready');
    const killAtMs = performance.now() + LIFE_MS_MAX * random() ** 3;
    for (let index = 0; index < ACTS_PER_LIFE; index++) {
      const act = nextAct(life);
      acts.push(act);
      terminal.send(act);
      await sleep(Math.max(0, Math.min(random() * 60, killAtMs - performance.now())));
    }
    await sleep(Math.max(0, killAtMs - performance.now()));
  }
  await terminal.kill();
  return terminal.lines;
}

/** Each act has a different amount. */
function nextAct({ customers, random, acts }: Life): Act {
  const id = acts.length + 1;
  const customer = customers[Math.floor(random() * customers.length)];
  if (customer === undefined) throw new Error('there are customers');
  const chance = random();
  const kind = chance < 0.7 ? 'spend' : chance < 0.85 ? 'topUp' : 'reverse';
  return { id, kind, card: customer.card, amountInCents: 100 + id };
}
