/** `npm run journal -- decide` asks the running kiosk through files in the data folder. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  ANSWER_SUFFIX,
  DECISIONS_FOLDER,
  REQUEST_SUFFIX,
} from '../../../src/main/kiosk/decision-files.ts';
import { openDecisionRequests } from '../../../src/main/kiosk/decision-requests.ts';
import { aFolder, aTerminal, type Terminal } from '../../builders/terminal.ts';

const HOUR_MS = 3_600_000;
const LOG = { info: () => undefined, warn: () => undefined };

async function aKiosk(): Promise<{
  terminal: Terminal;
  ask: (request: unknown) => Promise<unknown>;
}> {
  const terminal = aTerminal({ isOwnShop: false });
  terminal.fault({ kind: 'dropAfter' }, { method: 'POST' });
  await terminal.spend(500);
  await terminal.world.advance(HOUR_MS);
  const dataDir = aFolder();
  const folder = join(dataDir, DECISIONS_FOLDER);
  mkdirSync(folder);
  const { world, money } = terminal;
  openDecisionRequests({ world, dataDir, context: money.decisions, log: LOG });
  const ask = async (request: unknown): Promise<unknown> => {
    writeFileSync(join(folder, `one${REQUEST_SUFFIX}`), JSON.stringify(request));
    await world.advance(30_000);
    expect(readdirSync(folder)).toEqual([`one${ANSWER_SUFFIX}`]);
    const answer: unknown = JSON.parse(readFileSync(join(folder, `one${ANSWER_SUFFIX}`), 'utf8'));
    return answer;
  };
  return { terminal, ask };
}

it('a running kiosk says what would follow, and decides only if staff confirm it', async () => {
  const { terminal, ask } = await aKiosk();
  const uuid = terminal.world.sandbox.data.ledger('plankton').at(-1)?.uuid ?? '';
  const [held] = terminal.opened.journal.held();
  const request = { reference: held?.id, by: 'Sandy', decision: 'inLedger', uuid, reason: null };
  const follows = { kind: 'takesBack', amountInCents: 500 };
  expect(await ask({ ...request, isConfirmed: false })).toEqual({
    kind: 'plan',
    follows,
    doubts: [],
  });
  expect(terminal.opened.journal.held()).toHaveLength(1);
  expect(await ask({ ...request, isConfirmed: true })).toEqual({ kind: 'decided', follows });
  await terminal.world.advance(HOUR_MS);
  expect(terminal.rows()).toEqual([-500, 500]);
  expect(await ask({ ...request, isConfirmed: true })).toEqual({ kind: 'notFound' });
});

it('a running kiosk refuses a request that does not fit, or that it cannot read', async () => {
  const { terminal, ask } = await aKiosk();
  const [held] = terminal.opened.journal.held();
  const request = { reference: held?.id, by: 'Sandy', decision: 'notInLedger', uuid: null };
  expect(await ask({ ...request, reason: null, isConfirmed: true })).toEqual({
    kind: 'refused',
    reason: 'doesNotFit',
    doubts: ['rowIsThere'],
  });
  expect(await ask({ ...request, isConfirmed: true })).toEqual({ kind: 'unreadable' });
  expect(terminal.opened.journal.held()).toHaveLength(1);
});
