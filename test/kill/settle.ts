/**
 * Runs a terminal without faults until every operation is settled or held. Then compares the journal with the ledger.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { TerminalConfig } from './messages.ts';
import { startTerminal, type TerminalProcess } from './process.ts';

const REST_WITHIN_MS = 60_000;

/** Returns null, or the reason why operations are still open. */
export async function settle(
  config: TerminalConfig,
  cacheDir: string,
  comparison: 'maySetRight' | 'mustAgree' = 'maySetRight',
): Promise<string | null> {
  const terminal = startTerminal(config, cacheDir);
  const why = await settled(terminal, comparison);
  await terminal.kill();
  return why;
}

async function settled(
  terminal: TerminalProcess,
  comparison: 'maySetRight' | 'mustAgree',
): Promise<string | null> {
  const ready = await terminal.next(({ kind }) => kind !== 'waiting');
  if (ready?.kind !== 'ready') return `the last start answered ${JSON.stringify(ready)}`;
  const endMs = performance.now() + REST_WITHIN_MS;
  // The reconciliation claims or reverses late rows, which may leave something to settle.
  for (let round = 0; round < 2; round++) {
    if (!(await rest(terminal, endMs))) return 'it did not come to rest';
    const reconciled = terminal.next(({ kind }) => kind === 'reconciled');
    terminal.send('reconcile');
    const report = await reconciled;
    if (report?.kind !== 'reconciled' || report.unreadCount > 0) return 'it could not be compared';
    if (comparison === 'mustAgree' && report.differenceCount > 0) {
      return `the comparison had ${report.differenceCount} differences to set right`;
    }
  }
  return (await rest(terminal, endMs)) ? null : 'it did not come to rest';
}

async function rest(terminal: TerminalProcess, endMs: number): Promise<boolean> {
  while (performance.now() < endMs) {
    const waiting = terminal.next(({ kind }) => kind === 'waiting');
    terminal.send('report');
    const line = await waiting;
    if (line?.kind === 'waiting' && line.count === 0) return true;
    await sleep(100);
  }
  return false;
}
