/**
 * The sandbox is down for the terminal's whole life, except for one look-up of each card. At the end the promised
 * operations are sent.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { fillAccount, SHOP } from './account.ts';
import { check } from './ledger.ts';
import type { Act, Line, TerminalConfig } from './messages.ts';
import { startSandboxProcess, startTerminal, type TerminalProcess } from './process.ts';
import type { Scene, Verdict } from './scene.ts';
import { settle } from './settle.ts';

const CUSTOMERS = 4;
const SPENDS = 24;

export async function withoutLedger({ folder, cacheDir }: Scene): Promise<Verdict> {
  const db = join(folder, 'ledger.sqlite');
  const before = await startSandboxProcess(cacheDir, { port: 0, db });
  const customers = await fillAccount(before, CUSTOMERS);
  const { url, token } = before;
  const config: TerminalConfig = {
    dataDir: folder,
    url,
    token,
    shopUuid: SHOP,
    settleMs: 1_000,
    canSpendOffline: true,
  };
  const acts: Act[] = [];
  const lines: Line[] = [];
  const first = startTerminal(config, cacheDir);
  await first.next(({ kind }) => kind === 'ready');
  for (const { card } of customers) await answerTo(first, anAct(acts, card));
  await before.stop();
  await first.kill();
  lines.push(...first.lines);

  const second = startTerminal(config, cacheDir);
  await second.next(({ kind }) => kind === 'ready');
  for (let index = 0; index < SPENDS; index++) {
    const card = customers[index % CUSTOMERS]?.card ?? '';
    await answerTo(second, anAct(acts, card));
    if (index === SPENDS / 2) await sleep(3_000);
  }
  await second.kill();
  lines.push(...second.lines);

  const after = await startSandboxProcess(cacheDir, { port: Number(new URL(url).port), db });
  const why = await settle(config, cacheDir);
  const checked = await check({
    sandbox: after,
    dataDir: folder,
    shopUuid: SHOP,
    customers,
    acts,
    lines,
  });
  const promised = lines.filter((line) => line.kind === 'paid' && !line.isInLedger).length;
  const failures = [
    ...(why === null ? [] : [why]),
    ...checked.failures,
    ...(promised === SPENDS ? [] : [`${promised} of ${SPENDS} were promised without the ledger`]),
    ...(checked.rowCount === CUSTOMERS + promised
      ? []
      : [`the ledger has ${checked.rowCount} rows`]),
  ];
  await after.stop();
  if (failures.length > 0) return { kind: 'failed', why: failures };
  return {
    kind: 'passed',
    figures: `${promised} promised offline, ${checked.rowCount} rows after`,
  };
}

function anAct(acts: Act[], card: string): Act {
  const act: Act = { id: acts.length + 1, kind: 'spend', card, amountInCents: 101 + acts.length };
  acts.push(act);
  return act;
}

async function answerTo(terminal: TerminalProcess, act: Act): Promise<Line | null> {
  const line = terminal.next((one) => 'id' in one && one.id === act.id);
  terminal.send(act);
  return line;
}
