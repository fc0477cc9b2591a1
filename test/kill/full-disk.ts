/** The journal's disk fills up while customers pay, and later has free space again. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fillAccount, SHOP } from './account.ts';
import { check } from './ledger.ts';
import type { Act, Line, TerminalConfig } from './messages.ts';
import { startSandboxProcess, startTerminal, type TerminalProcess } from './process.ts';
import type { Scene, Verdict } from './scene.ts';
import { settle } from './settle.ts';
import { fillDisk, mountSmallDisk, unmountSmallDisk } from './small-disk.ts';

const CUSTOMERS = 4;
const ROUNDS = 3;
const ACTS = 12;
const REPLY_MS = 300;

export async function fullDisk(scene: Scene): Promise<Verdict> {
  const disk = join(scene.folder, 'disk');
  const why = mountSmallDisk(disk, 8);
  if (why !== null) return { kind: 'skipped', why };
  try {
    return await onSmallDisk(scene, disk);
  } finally {
    unmountSmallDisk(disk);
  }
}

async function onSmallDisk({ folder, cacheDir }: Scene, disk: string): Promise<Verdict> {
  const sandbox = await startSandboxProcess(cacheDir, {
    port: 0,
    db: join(folder, 'ledger.sqlite'),
  });
  const customers = await fillAccount(sandbox, CUSTOMERS);
  const { url, token } = sandbox;
  const config: TerminalConfig = {
    dataDir: disk,
    url,
    token,
    shopUuid: SHOP,
    settleMs: 1_000,
    canSpendOffline: false,
  };
  await sandbox.admin('faults', 'POST', {
    fault: { kind: 'delayReply', delayMs: REPLY_MS },
    method: 'POST',
    times: null,
  });
  const acts: Act[] = [];
  const lines: Line[] = [];
  const ballast = join(disk, 'ballast');
  for (let round = 0; round < ROUNDS; round++) {
    const terminal = startTerminal(config, cacheDir);
    const first = await terminal.next(() => true);
    if (first?.kind !== 'ready') throw new Error(`a start answered ${JSON.stringify(first)}`);
    const answers: Promise<unknown>[] = [];
    for (let index = 0; index < ACTS; index++) {
      if (index === ACTS / 3) {
        // The previous request is still running. Its reply comes when the disk is full.
        await sleep(REPLY_MS / 2);
        fillDisk(ballast);
      }
      const card = customers[index % CUSTOMERS]?.card ?? '';
      const act: Act = {
        id: acts.length + 1,
        kind: 'spend',
        card,
        amountInCents: 101 + acts.length,
      };
      acts.push(act);
      const answer = answered(terminal, act);
      answers.push(answer);
      if (index % 2 === 0) await answer;
    }
    await Promise.all(answers);
    // One terminal is killed while the disk is full. The others run until there is free space again.
    if (round === 1) await terminal.kill();
    rmSync(ballast);
    if (round !== 1) await terminal.kill();
    lines.push(...terminal.lines);
  }
  const why = await settle(config, cacheDir);
  const checked = await check({ sandbox, dataDir: disk, shopUuid: SHOP, customers, acts, lines });
  await sandbox.stop();
  const count = (kind: Line['kind']): number => lines.filter((line) => line.kind === kind).length;
  const refusedCount = lines.filter(
    (line) => line.kind === 'notPaid' && line.reason === 'damaged',
  ).length;
  const answeredCount = count('paid') + count('notPaid') + count('notCompleted');
  const failures = [
    ...(why === null ? [] : [why]),
    ...checked.failures,
    ...(refusedCount > 0 ? [] : ['the disk was never full']),
    ...(answeredCount === acts.length
      ? []
      : [`${acts.length - answeredCount} customers had no answer`]),
  ];
  if (failures.length > 0) return { kind: 'failed', why: failures };
  return {
    kind: 'passed',
    figures: `${count('paid')} paid, ${refusedCount} refused for the disk, ${count('notCompleted')} not completed, ${checked.rowCount} rows`,
  };
}

async function answered(terminal: TerminalProcess, act: Act): Promise<Line | null> {
  const line = terminal.next((one) => 'id' in one && one.id === act.id);
  terminal.send(act);
  return line;
}
