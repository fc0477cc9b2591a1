/** The effects and next actions of the settling steps. Steps are data, so the test needs no journal and no network. */
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../src/main/journal/operation.ts';
import type { Refused } from '../../../src/main/leat/outcome.ts';
import { PACE } from '../../../src/main/sync/delays.ts';
import { BASELINE_ROWS_MAX, type Reading } from '../../../src/main/sync/evidence.ts';
import type { Memory } from '../../../src/main/sync/memory.ts';
import { afterRefusal } from '../../../src/main/sync/steps/contact-gone.ts';
import type { Facts } from '../../../src/main/sync/steps/facts.ts';
import { lookUp } from '../../../src/main/sync/steps/look-up.ts';
import { reverse } from '../../../src/main/sync/steps/reverse.ts';
import { send } from '../../../src/main/sync/steps/send.ts';
import type { Situation, Step } from '../../../src/main/sync/steps/step.ts';
import { transactionUuid } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { epochMs } from '../../../src/shared/time.ts';
import {
  aBaseline,
  anOperation,
  aLedgerRow,
  SENT_MS,
  someEvidence,
} from '../../builders/operation.ts';

const NOW_MS = 500_000;
const SETTLE_MS = 60_000;

function aMemory(changes: Partial<Memory> = {}): Memory {
  const { id, contactUuid } = anOperation();
  return {
    operationId: id,
    contactUuid,
    sinceMs: NOW_MS,
    attempt: 0,
    nextLookMs: NOW_MS,
    absentLooks: 0,
    contradictions: 0,
    sweep: null,
    sweeps: 0,
    notBeforeMs: NOW_MS,
    ...changes,
  };
}

function someFacts(changes: Partial<Facts> = {}): Facts {
  return {
    capabilities: {
      canListTransactions: true,
      canReverse: true,
      canListShops: true,
      canUseSessionTokens: true,
    },
    isOwnShop: true,
    settleMs: SETTLE_MS,
    pace: PACE,
    nowMs: () => NOW_MS,
    ledgerNow: () => ({ earliest: epochMs(SENT_MS), latest: epochMs(SENT_MS + 1_000) }),
    random: () => 0,
    memoryOf: () => aMemory(),
    baselineOf: () => null,
    balanceBefore: () => null,
    isFirstInLine: () => true,
    isClaimed: () => false,
    misclaimOf: () => 'none',
    ...changes,
  };
}

/** Gives the reading to the step that asked for it. */
function afterReading({ next }: Step, situation: Situation<Reading>): Step {
  if (next.kind !== 'readLedger')
    throw new Error(`expected the next action readLedger, got ${next.kind}`);
  return next.then(situation);
}

const toSend: Operation = anOperation({
  promise: 'paid',
  ledger: 'absent',
  sends: 0,
  baseline: null,
  firstSentAtServer: null,
  lastSentAtServer: null,
});
const EMPTY = { kind: 'evidence', evidence: someEvidence() } as const;

describe('sending', () => {
  it('reads the ledger first, then writes `sent` to the journal, and only then asks for the POST', () => {
    const facts = someFacts();
    const first = send(toSend, facts);
    expect(first).toMatchObject({ effects: [], next: { kind: 'readLedger' } });
    const second = afterReading(first, { reply: EMPTY, operation: toSend, facts });
    expect(second.effects).toMatchObject([
      { kind: 'setBaseline' },
      { kind: 'change', event: 'sent', change: { ledger: 'sent', sends: 1 } },
    ]);
    expect(second.next.kind).toBe('post');
  });

  it('does not read the ledger again if it was just read', () => {
    const known = { baseline: aBaseline(), atMs: NOW_MS - 1_000 };
    expect(send(toSend, someFacts({ baselineOf: () => known })).next.kind).toBe('continue');
    const stale = { ...known, atMs: NOW_MS - 61_000 };
    expect(send(toSend, someFacts({ baselineOf: () => stale })).next.kind).toBe('readLedger');
  });

  it('waits until `Retry-After` is over', () => {
    const facts = someFacts({ memoryOf: () => aMemory({ notBeforeMs: NOW_MS + 7_000 }) });
    expect(send(toSend, facts)).toEqual({ effects: [], next: { kind: 'after', delayMs: 7_000 } });
  });

  it('asks for no POST if the customer gave up while the ledger was read', () => {
    const facts = someFacts();
    const operation = anOperation({ ...toSend, promise: 'notPaid' });
    const step = afterReading(send(toSend, facts), { reply: EMPTY, operation, facts });
    expect(step.effects.map(({ kind }) => kind)).not.toContain('change');
    expect(step.next.kind).toBe('now');
  });

  it('asks for no POST if another operation came first while the ledger was read', () => {
    const facts = someFacts({ isFirstInLine: () => false });
    const step = afterReading(send(toSend, facts), { reply: EMPTY, operation: toSend, facts });
    expect(step.effects.map(({ kind }) => kind)).not.toContain('change');
    expect(step.next.kind).toBe('now');
  });

  it.each([0, 1])(
    'does not give a POST of unknown time the time of an earlier one: %i sends',
    (sends) => {
      const facts = someFacts({ ledgerNow: () => null });
      const before = anOperation({ promise: 'paid', ledger: 'absent', sends });
      expect(before.lastSentAtServer).not.toBeNull();
      const step = afterReading(send(before, facts), { reply: EMPTY, operation: before, facts });
      expect(step.effects.at(-1)).toMatchObject({
        event: 'sent',
        change: { lastSentAtServer: null },
      });
    },
  );

  it('does not give the first POST the time of a later one, if its own is not known', () => {
    const facts = someFacts();
    const times = { firstSentAtServer: null, lastSentAtServer: null };
    const before = anOperation({ promise: 'paid', ledger: 'absent', sends: 1, ...times });
    const step = afterReading(send(before, facts), { reply: EMPTY, operation: before, facts });
    expect(step.effects.at(-1)).toMatchObject({
      event: 'sent',
      change: { firstSentAtServer: null, lastSentAtServer: SENT_MS + 1_000 },
    });
  });

  it('does not count earlier POSTs that were refused, whether or not their time is known', () => {
    const facts = someFacts();
    const times = { firstSentAtServer: null, lastSentAtServer: null };
    for (const before of [
      anOperation({ promise: 'paid', ledger: 'absent', sends: 0 }),
      anOperation({ promise: 'paid', ledger: 'absent', sends: 1, ...times }),
    ]) {
      const step = afterReading(send(before, facts), { reply: EMPTY, operation: before, facts });
      expect(step.effects.at(-1)).toMatchObject({ event: 'sent', change: { sends: 1 } });
    }
  });

  it('claims the row of an earlier POST instead of sending again', () => {
    const facts = someFacts();
    const before = anOperation({ promise: 'paid', ledger: 'absent' });
    const evidence = someEvidence({ rows: [aLedgerRow()] });
    const step = afterReading(send(before, facts), {
      reply: { kind: 'evidence', evidence },
      operation: before,
      facts,
    });
    expect(step.effects).toMatchObject([
      { kind: 'claim', change: { ledger: 'present', uuid: 'row-1' } },
      { kind: 'forgetBaseline' },
    ]);
    expect(step.next.kind).toBe('now');
  });
});

describe('looking up a lost reply', () => {
  const lost = anOperation({ ledger: 'unknown' });

  it('makes the operation absent only at the second look after the settle time', () => {
    const look = (memory: Memory): Step => {
      const facts = someFacts({ memoryOf: () => memory });
      return afterReading(lookUp(lost, facts), { reply: EMPTY, operation: lost, facts });
    };
    const settled = aMemory({ sinceMs: NOW_MS - SETTLE_MS });
    expect(look(aMemory({ absentLooks: 1 })).next.kind).toBe('after');
    expect(look(settled).next.kind).toBe('after');
    expect(look({ ...settled, absentLooks: 1 }).effects.at(-1)).toMatchObject({
      kind: 'change',
      event: 'absent',
    });
  });

  it('counts no look from before a contradiction when it reads the whole list', () => {
    const memory = aMemory({ sinceMs: NOW_MS - SETTLE_MS, absentLooks: 1 });
    const facts = someFacts({ memoryOf: () => memory });
    const operation = anOperation({
      promise: 'notPaid',
      baseline: aBaseline({ total: 700, uuids: [] }),
    });
    const reply = {
      kind: 'evidence',
      evidence: someEvidence({ total: 701, isComplete: false }),
    } as const;
    const step = afterReading(lookUp(operation, facts), { reply, operation, facts });
    expect(step.effects.at(-1)).toMatchObject({
      kind: 'setMemory',
      memory: { absentLooks: 0, sweeps: 1, sweep: { nextPage: 1 } },
    });
  });

  it('reads the whole list again if it changed while it was read, and holds the operation in the end', () => {
    const operation = anOperation({ promise: 'notPaid' });
    const sweep = { nextPage: 70, total: 2_945, rows: new Map() };
    const afterBreak = (changes: Partial<Memory>): Step => {
      const memory = aMemory({ sinceMs: NOW_MS - SETTLE_MS, contradictions: 4, sweep, ...changes });
      const facts = someFacts({ memoryOf: () => memory });
      const reply = { kind: 'inconsistent' } as const;
      return afterReading(lookUp(operation, facts), { reply, operation, facts });
    };
    expect(afterBreak({ sweeps: 3 })).toMatchObject({
      effects: [{}, { memory: { sweeps: 4, absentLooks: 0, sweep: { nextPage: 1, total: null } } }],
      next: { kind: 'after', delayMs: 1_000 },
    });
    const held = { change: { heldReason: 'inconclusive' } };
    expect(afterBreak({ sweeps: 4 }).effects.at(-1)).toMatchObject(held);
    expect(afterBreak({ sweeps: 1, sweep: null }).effects.at(-1)).toMatchObject(held);
  });

  it('never asks for a POST', () => {
    const facts = someFacts();
    const step = lookUp(anOperation({ ledger: 'sent' }), facts);
    expect(step.effects).toMatchObject([{ event: 'unknown' }]);
    expect(step.next.kind).toBe('now');
    expect(lookUp(lost, facts).next.kind).toBe('readLedger');
  });

  it('holds the operation if the flavour of the API has no list', () => {
    const capabilities = { ...someFacts().capabilities, canListTransactions: false };
    expect(lookUp(lost, someFacts({ capabilities })).effects).toMatchObject([
      { change: { heldReason: 'cannotLookUp' } },
    ]);
  });
});

describe('a reply that the list must confirm', () => {
  it('gives the next baseline the time of the reply, not that of the list', () => {
    let nowMs = NOW_MS;
    const facts = someFacts({ nowMs: () => nowMs });
    const baseline = aBaseline({ balanceInCents: cents(5_001) });
    const sent = anOperation({ ledger: 'sent', baseline });
    const post = afterReading(send(toSend, facts), { reply: EMPTY, operation: toSend, facts }).next;
    if (post.kind !== 'post') throw new Error(post.kind);
    const row = aLedgerRow();
    const reply = { kind: 'ok', value: row, serverAt: null } as const;
    const asks = post.then({ reply, operation: sent, facts });
    nowMs += 7_000;
    const evidence = someEvidence({ rows: [row] });
    const listed = { reply: { kind: 'evidence', evidence }, operation: sent, facts } as const;
    expect(afterReading(asks, listed).effects).toMatchObject([
      { event: 'present' },
      { kind: 'setBaseline', known: { atMs: NOW_MS } },
    ]);
  });

  it('leaves no baseline from before its row to the next operation, if a new one would be too long', () => {
    const facts = someFacts();
    const uuids = Array.from({ length: BASELINE_ROWS_MAX }, (_, n) => transactionUuid(`old-${n}`));
    const sent = anOperation({ ledger: 'sent', baseline: aBaseline({ uuids }) });
    const post = afterReading(send(toSend, facts), { reply: EMPTY, operation: toSend, facts }).next;
    if (post.kind !== 'post') throw new Error(post.kind);
    const reply = { kind: 'ok', value: aLedgerRow(), serverAt: null } as const;
    expect(post.then({ reply, operation: sent, facts }).effects).toMatchObject([
      { event: 'present' },
      { kind: 'forgetBaseline' },
    ]);
  });
});

describe('a row that must be taken back', () => {
  it('causes a reversal in the journal, without a request to the API', () => {
    const present = anOperation({
      promise: 'notPaid',
      ledger: 'present',
      uuid: transactionUuid('row-1'),
    });
    const step = reverse(present, someFacts());
    expect(step.effects).toMatchObject([{ kind: 'addReversal', row: { uuid: 'row-1' } }]);
    expect(step.next.kind).toBe('now');
  });
});

describe('the refusal of a promised operation', () => {
  const refused = (refusal: Refused['reason']): Operation =>
    anOperation({ promise: 'paid', ledger: 'refused', refusal });

  it('is held for staff', () => {
    expect(afterRefusal(refused('invalidInput')).effects).toMatchObject([
      { change: { heldReason: 'refusedAfterPaid' } },
    ]);
  });

  it('starts a search for the merged contact if the server does not know the contact', () => {
    expect(afterRefusal(refused('contactNotFound')).next.kind).toBe('followMerge');
  });
});
