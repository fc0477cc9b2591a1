/** A decision of staff is compared with the ledger before it is taken. */
import { describe, expect, it } from 'vitest';
import {
  carryOut,
  planDecision,
  type DecisionAsk,
  type DecisionPlan,
} from '../../../src/main/sync/decisions.ts';
import { operationId, transactionUuid } from '../../../src/shared/ids.ts';
import { aContact, aTerminal, type Terminal } from '../../builders/terminal.ts';
import { CONTACT, OTHER_SHOP, SHOP } from '../../builders/names.ts';

const HOUR_MS = 3_600_000;

/** A spend in a shared shop that is held because its reply was lost. The customer saw 'not completed'. */
async function aHeldSpend(): Promise<Terminal> {
  const terminal = aTerminal({ isOwnShop: false });
  terminal.fault({ kind: 'dropAfter' }, { method: 'POST' });
  await terminal.spend(500);
  await terminal.world.advance(HOUR_MS);
  expect(terminal.opened.journal.held()).toMatchObject([{ heldReason: 'sharedShop' }]);
  return terminal;
}

/** A spend of which the network has delivered the request twice. */
async function aDoubledSpend(): Promise<Terminal> {
  const terminal = aTerminal();
  terminal.fault({ kind: 'deliverTwice' }, { method: 'POST' });
  await terminal.spend(500);
  await terminal.world.advance(HOUR_MS);
  expect(terminal.opened.journal.held()).toMatchObject([{ heldReason: 'possibleDouble' }]);
  return terminal;
}

type Changes = Partial<Omit<DecisionAsk, 'uuid'>> & { uuid?: string };

function plan({ money, world, opened }: Terminal, changes: Changes): Promise<DecisionPlan> {
  const [held] = opened.journal.held();
  const { uuid = null, ...rest } = changes;
  return world.until(
    planDecision(money.decisions, {
      operationId: held?.id ?? operationId('none'),
      decision: 'inLedger',
      by: 'Sandy',
      reason: null,
      uuid: uuid === null ? null : transactionUuid(uuid),
      ...rest,
    }),
  );
}

async function decide(terminal: Terminal, changes: Changes): Promise<void> {
  const planned = await plan(terminal, changes);
  if (planned.kind !== 'plan') throw new Error(JSON.stringify(planned));
  expect(carryOut(terminal.money.decisions, planned)).toMatchObject({ kind: 'decided' });
  await terminal.world.advance(HOUR_MS);
}

const lastRow = ({ world }: Terminal): string =>
  world.sandbox.data.ledger(CONTACT).at(-1)?.uuid ?? '';

describe('a decision that names the row of the operation', () => {
  it('says that the row will be taken back, and changes nothing before it is carried out', async () => {
    const terminal = await aHeldSpend();
    const before = terminal.operations();
    expect(await plan(terminal, { uuid: lastRow(terminal) })).toMatchObject({
      kind: 'plan',
      follows: { kind: 'takesBack', amountInCents: 500 },
      doubts: [],
    });
    expect(terminal.operations()).toEqual(before);
    await decide(terminal, { uuid: lastRow(terminal) });
    expect(terminal.rows()).toEqual([-500, 500]);
  });

  it('is refused for an invented row, and for rows of another amount, contact, shop or time', async () => {
    const terminal = await aHeldSpend();
    const { data } = terminal.world.sandbox;
    aContact(terminal.world, 'krabs', 'K-1');
    const row = { contactUuid: CONTACT, shopUuid: SHOP, amountInCents: -500 };
    const createdAtMs = terminal.world.now() - 48 * HOUR_MS;
    const cases = [
      ['invented', 'rowNotListed'],
      [data.addTransaction({ ...row, amountInCents: -4000 }).uuid, 'otherAmount'],
      [data.addTransaction({ ...row, contactUuid: 'krabs' }).uuid, 'rowNotListed'],
      [data.addTransaction({ ...row, shopUuid: OTHER_SHOP }).uuid, 'rowNotListed'],
      [data.addTransaction({ ...row, createdAtMs }).uuid, 'otherTime'],
    ] as const;
    for (const [uuid, doubt] of cases) {
      expect(await plan(terminal, { uuid })).toEqual({
        kind: 'refused',
        reason: 'doesNotFit',
        doubts: [doubt],
      });
    }
  });

  it('can be forced with a reason, which the journal keeps', async () => {
    const terminal = await aHeldSpend();
    const { data } = terminal.world.sandbox;
    const row = { contactUuid: CONTACT, shopUuid: SHOP, amountInCents: -499 };
    const { uuid } = data.addTransaction(row);
    await decide(terminal, { uuid, reason: 'typed in by hand' });
    const notes = terminal.opened.db.prepare(
      "SELECT body FROM event WHERE kind = 'decidedByForce'",
    );
    expect(JSON.stringify(notes.all())).toContain('typed in by hand');
  });
});

describe('a decision that the ledger does not have the operation', () => {
  it('is refused while a row is there that the operation can have made', async () => {
    const terminal = await aHeldSpend();
    expect(await plan(terminal, { decision: 'notInLedger' })).toEqual({
      kind: 'refused',
      reason: 'doesNotFit',
      doubts: ['rowIsThere'],
    });
  });

  it('is refused while the list cannot be read', async () => {
    const terminal = await aHeldSpend();
    terminal.fault({ kind: 'html500' }, { route: 'listTransactions', times: null });
    expect(await plan(terminal, { decision: 'notInLedger' })).toMatchObject({
      doubts: ['listUnread'],
    });
    expect(await plan(terminal, { decision: 'writtenOff' })).toMatchObject({ kind: 'plan' });
  });
});

describe('a double', () => {
  it('is taken back once, on the word of staff', async () => {
    const terminal = await aDoubledSpend();
    const { uuid } = terminal.first();
    const double = terminal.world.sandbox.data
      .ledger(CONTACT)
      .find((row) => row.amount_in_cents === -500 && row.uuid !== uuid);
    const takeBack = { decision: 'takeBack', uuid: double?.uuid ?? '' } as const;
    await decide(terminal, takeBack);
    expect(terminal.rows()).toEqual([-500, -500, 500]);
    expect(terminal.opened.journal.waiting()).toMatchObject({ count: 0, heldCount: 0 });
    expect(await plan(terminal, takeBack).catch(() => 'nothing is held')).toBe('nothing is held');
  });

  it('is never taken back if it does not fit, whatever the reason', async () => {
    const terminal = await aDoubledSpend();
    const ask = { decision: 'takeBack', reason: 'believe me' } as const;
    expect(await plan(terminal, { ...ask, uuid: 'invented' })).toMatchObject({ kind: 'refused' });
    expect(await plan(terminal, ask)).toMatchObject({ reason: 'uuidNeeded' });
    const own = terminal.first().uuid ?? '';
    expect(await plan(terminal, { ...ask, uuid: own })).toMatchObject({ reason: 'uuidTaken' });
  });
});
