/** One page serves customers for days, so a session leaves nothing behind. The memory test has 10,000 of them. */
import type { CDPSession, Page } from 'playwright-core';
import type { Shown, Visit } from '../checks/check.ts';
import { FIXTURES } from '../fixtures.ts';
import { scene } from './scene.ts';

const SESSION = [
  'balance',
  'amount',
  'confirm',
  'paying-sending',
  'paid',
  'receipt',
  'comfort',
  'idle',
];
const SESSIONS = 6;

export const SESSIONS_LEAVE_NOTHING: readonly Visit[] = [
  scene('sessions leave no listener and no element behind', { of: 'idle', run }),
];

async function run(page: Page, shown: Shown): Promise<string[]> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  for (let warming = 0; warming < 2; warming += 1) await playSession(shown);
  const before = await countKept(cdp);
  for (let session = 0; session < SESSIONS; session += 1) await playSession(shown);
  const after = await countKept(cdp);
  await cdp.detach();
  return Object.entries(after)
    .filter(([what, count]) => count >= (before[what] ?? 0) + SESSIONS)
    .map(
      ([what, count]) =>
        `${what}: ${before[what] ?? 0} before ${SESSIONS} sessions, ${count} after`,
    );
}

async function playSession(shown: Shown): Promise<void> {
  for (const name of SESSION) {
    const fixture = FIXTURES.find((each) => each.name === name);
    if (fixture) await shown.showOther({ ...fixture, afterMs: 400 });
  }
}

async function countKept(cdp: CDPSession): Promise<Record<string, number>> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const wanted = metrics.filter(({ name }) => ['JSEventListeners', 'Nodes'].includes(name));
  return Object.fromEntries(wanted.map(({ name, value }) => [name, value]));
}
