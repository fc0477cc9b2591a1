import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, type FaultInput } from '../../../src/sandbox/faults/fault.ts';
import { damagedResponse, planOf } from '../../../src/sandbox/faults/plan.ts';
import { requestFromUrl, type SandboxRequest } from '../../../src/sandbox/http/exchange.ts';
import { aSandbox, aSpendRequest } from '../../builders/sandbox.ts';
import { DEMO_CONTACT, SANDBOX_TOKEN } from '../../builders/names.ts';

const BASE = 'http://127.0.0.1/api/v3/oauth/clients/';
const HEADERS = { authorization: `Bearer ${SANDBOX_TOKEN}`, 'content-type': 'application/json' };

function aCreate(): SandboxRequest {
  return requestFromUrl({
    method: 'POST',
    url: `${BASE}prepaid-transactions`,
    headers: HEADERS,
    body: JSON.stringify(aSpendRequest()),
  });
}

function aBalanceRequest(): SandboxRequest {
  return requestFromUrl({
    method: 'GET',
    url: `${BASE}contacts/${DEMO_CONTACT}/prepaid-balance`,
    headers: HEADERS,
    body: null,
  });
}

describe('a waiting fault', () => {
  it('hits only its route and method, and only as often as configured', () => {
    const { sandbox } = aSandbox();
    sandbox.faults.add({ fault: { kind: 'dropAfter' }, route: 'createTransaction', times: 2 });
    const kinds = [aBalanceRequest(), aCreate(), aCreate(), aCreate()].map(
      (request) => sandbox.plan(request).answer.kind,
    );
    expect(kinds).toStrictEqual(['reply', 'drop', 'drop', 'reply']);
    expect(sandbox.faults.rules()).toStrictEqual([]);
  });

  it('can be limited to a method, and stays until it is cleared', () => {
    const { sandbox } = aSandbox();
    const id = sandbox.faults.add({ fault: { kind: 'dropBefore' }, method: 'GET', times: null });
    const kinds = (): string[] =>
      [aBalanceRequest(), aCreate(), aBalanceRequest()].map(
        (request) => sandbox.plan(request).answer.kind,
      );
    expect(kinds()).toStrictEqual(['drop', 'reply', 'drop']);
    expect(sandbox.faults.rules()).toMatchObject([{ id, times: null }]);
    expect(sandbox.faults.remove(id)).toBe(true);
    expect(sandbox.faults.remove(id)).toBe(false);
    expect(kinds()).toStrictEqual(['reply', 'reply', 'reply']);
  });

  it('hits the same requests for the same seed if it has a probability', () => {
    const hits = (seed: number): string => {
      const { sandbox } = aSandbox();
      const fault = { kind: 'dropBefore' } as const;
      sandbox.faults.add({ fault, probability: 0.3, times: null, seed });
      return Array.from({ length: 200 }, () =>
        sandbox.plan(aCreate()).answer.kind === 'drop' ? 'x' : '.',
      ).join('');
    };
    expect(hits(7)).toBe(hits(7));
    expect(hits(7)).not.toBe(hits(8));
    expect(hits(7).replaceAll('.', '').length).toBeGreaterThan(30);
    expect(hits(7).replaceAll('.', '').length).toBeLessThan(90);
  });

  it('is logged when it hits, without a token', () => {
    const { sandbox } = aSandbox();
    sandbox.faults.add({ fault: { kind: 'hang' } });
    sandbox.plan(aCreate());
    sandbox.handle(aCreate());
    expect(sandbox.requests.entries()).toMatchObject([
      { route: 'createTransaction', outcome: { kind: 'arrived', fault: 'hang' } },
      { route: 'createTransaction', outcome: { kind: 'handled', status: 200, code: null } },
    ]);
    expect(JSON.stringify(sandbox.requests.entries())).not.toContain(SANDBOX_TOKEN);
  });
});

describe('the plan of a fault', () => {
  it.each<[FaultInput, { at: readonly number[]; answer: string }]>([
    [{ kind: 'dropBefore' }, { at: [], answer: 'drop' }],
    [{ kind: 'dropAfter' }, { at: [0], answer: 'drop' }],
    [{ kind: 'hang' }, { at: [], answer: 'none' }],
    [
      { kind: 'hang', commits: true },
      { at: [0], answer: 'none' },
    ],
    [
      { kind: 'delayReply', delayMs: 70 },
      { at: [0], answer: 'reply' },
    ],
    [
      { kind: 'delayRequest', delayMs: 70 },
      { at: [70], answer: 'reply' },
    ],
    [
      { kind: 'commitLate', delayMs: 70 },
      { at: [70], answer: 'drop' },
    ],
    [
      { kind: 'commitLate', answer: 'none' },
      { at: [15_000], answer: 'none' },
    ],
    [{ kind: 'deliverTwice' }, { at: [0, 0], answer: 'reply' }],
    [{ kind: 'cutBody' }, { at: [0], answer: 'cut' }],
    [{ kind: 'html500' }, { at: [], answer: 'instead' }],
    [
      { kind: 'html500', commits: true },
      { at: [0], answer: 'instead' },
    ],
    [{ kind: 'unavailable503' }, { at: [], answer: 'instead' }],
    [{ kind: 'tooMany429' }, { at: [], answer: 'instead' }],
    [{ kind: 'captivePortal' }, { at: [], answer: 'instead' }],
    [{ kind: 'redirect' }, { at: [], answer: 'instead' }],
  ])('%j says when the request takes effect and what is answered', (fault, { at, answer }) => {
    const { sandbox } = aSandbox();
    sandbox.faults.add({ fault });
    const plan = sandbox.plan(aCreate());
    expect([plan.deliverAfterMs, plan.answer.kind]).toStrictEqual([at, answer]);
  });

  it('exists for every kind', () => {
    const { sandbox } = aSandbox();
    for (const kind of FAULT_KINDS) sandbox.faults.add({ fault: { kind } });
    for (const { fault } of sandbox.faults.rules()) {
      expect(planOf(fault)).toHaveProperty('answer.kind');
    }
    expect(FAULT_KINDS).toHaveLength(20);
  });

  it.each([
    ['emptyBody', /^$/],
    ['nullBody', /^null$/],
    ['malformedJson', /^\{"data":\{"uuid":"new-1".*[^}]$/],
    ['missingData', /^\{"meta":\[\]\}$/],
    ['missingUuid', /^\{"data":\{"amount_in_cents":-1000,.*"shop":\{"id":15,"reference"/],
    ['balanceAsText', /"balance_in_cents":"4000"/],
    ['otherAmount', /"amount_in_cents":-999,/],
  ] as const)('%s damages the body after the commit', (kind, body) => {
    const { sandbox } = aSandbox();
    sandbox.faults.add({ fault: { kind } });
    const { answer } = sandbox.plan(aCreate());
    const damage = answer.kind === 'reply' ? answer.damage : null;
    expect(damagedResponse(sandbox.handle(aCreate()), damage).body).toMatch(body);
  });
});
