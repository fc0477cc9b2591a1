/**
 * The invariant: an outcome is `ok` or `refused` only if the API itself said so in a complete reply.
 * The outcome is `unknown` for every other request that may have arrived. No input causes an exception.
 */
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  transactionBodySchema,
  transactionPageBodySchema,
} from '../../../src/main/leat/schemas.ts';
import { serverDateOf, toOutcome } from '../../../src/main/leat/to-outcome.ts';
import type { Outcome } from '../../../src/main/leat/outcome.ts';
import type { HttpResult } from '../../../src/main/world/world.ts';
import { epochMs } from '../../../src/shared/time.ts';
import { aResponse, anError, aDocumentedTransaction } from '../../builders/leat.ts';

const anyData = v.pipe(
  v.object({ data: v.unknown() }),
  v.transform(({ data }) => data),
);
const NOW = epochMs(1_700_000_000_000);
const of = (result: HttpResult): Outcome<unknown> => toOutcome(result, anyData, NOW);

describe('a failure of the network', () => {
  it('has the outcome `notSent` if the request never left', () => {
    expect(of({ kind: 'notSent', why: 'refused' })).toEqual({ kind: 'notSent', why: 'refused' });
  });

  it('has the outcome `unknown` if the request was lost', () => {
    expect(of({ kind: 'lost', why: 'timeout' })).toEqual({
      kind: 'unknown',
      why: 'timeout',
      retryAfterMs: null,
    });
  });
});

describe('a success', () => {
  it('has the data and the date of the server', () => {
    const headers = { date: 'Tue, 14 Nov 2023 22:13:20 GMT' };
    expect(of(aResponse({ data: 7, meta: [] }, { headers }))).toEqual({
      kind: 'ok',
      value: 7,
      serverAt: NOW,
    });
  });

  it.each(['', 'yesterday', 'Tue, 14 Nov 2023', 'Tue, 14 Nov 2023 22:13:20 GMT, x', '2023-11-14'])(
    'has no date if the header is %j',
    (date) => {
      expect(serverDateOf(aResponse({}, { headers: { date } }))).toBeNull();
    },
  );

  it.each([201, 202])('may have status %i', (status) => {
    expect(of(aResponse({ data: 1 }, { status }))).toMatchObject({ kind: 'ok' });
  });

  it.each([
    ['is cut', '{"data":{"uu', 'malformed'],
    ['is empty', '', 'malformed'],
    ['lacks its data', '{"meta":[]}', 'malformed'],
    ['is null', 'null', 'malformed'],
    ['is a list', '[]', 'malformed'],
    ['carries an error', JSON.stringify({ data: 1, ...anError(60004) }), 'malformed'],
    ['is the page of a hotspot', '<!doctype html><title>Log in</title>', 'notFromApi'],
    ['is a word', 'OK', 'notFromApi'],
  ])('is unknown if its body %s', (_what, body, why) => {
    expect(of(aResponse(body))).toEqual({ kind: 'unknown', why, retryAfterMs: null });
  });
});

describe('a refusal with an error code', () => {
  it.each([
    [1003, 'invalidInput'],
    [1008, 'shopNotFound'],
    [3000, 'unauthorized'],
    [7002, 'accountInactive'],
    [55031, 'contactNotFound'],
    [60003, 'identifierNotFound'],
    [60004, 'identifierInactive'],
    [60011, 'identifierUnlinked'],
    [5003, 'other'],
    [999999, 'other'],
  ])('%i is %s', (code, reason) => {
    const refused = { kind: 'refused', reason, code, retryAfterMs: null };
    expect(of(aResponse(anError(code), { status: 400 }))).toEqual(refused);
    expect(of(aResponse(anError(code), { status: 404 }))).toEqual(refused);
  });

  it.each([{ errors: 'one text' }, { errors: { amount: ['a', 'b'] } }, { errors: [] }, { x: 1 }])(
    'is read even if the envelope also has %j',
    (extra) => {
      const body = { ...anError(1003), ...extra };
      expect(of(aResponse(body, { status: 400 }))).toMatchObject({ reason: 'invalidInput' });
    },
  );

  it('has the outcome `unknown` for an internal error, because the request may have had its effect', () => {
    const result = of(aResponse(anError(1000), { status: 400 }));
    expect(result).toEqual({ kind: 'unknown', why: 'serverError', retryAfterMs: null });
  });

  it.each([
    { code: 60004 },
    { message: 'x', code: '60004' },
    { message: 'x', code: 60004.5 },
    { message: 'x', code: 0 },
    { message: 'x', code: null },
    { message: 'x' },
    [],
    null,
    'x',
  ])('is unknown if the envelope is not valid: %j', (body) => {
    const result = of(aResponse(JSON.stringify(body), { status: 400 }));
    expect(result).toEqual({ kind: 'unknown', why: 'notFromApi', retryAfterMs: null });
  });
});

describe('a refusal with an HTTP status', () => {
  const cases = [
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [429, 'rateLimited'],
  ] as const;

  it.each(cases)('%i with a plain message is %s', (status, reason) => {
    const result = of(aResponse({ message: 'Unauthenticated.' }, { status }));
    expect(result).toEqual({ kind: 'refused', reason, code: null, retryAfterMs: null });
  });

  it.each(cases)('%i with an envelope is %s, with the error code', (status, reason) => {
    const result = of(aResponse(anError(7011), { status }));
    expect(result).toEqual({ kind: 'refused', reason, code: 7011, retryAfterMs: null });
  });

  it.each(cases)(
    '%i with an HTML page has the outcome `unknown`, because a hotspot answers like that too',
    (status) => {
      for (const body of ['<html>', '', '[]', '"no"']) {
        expect(of(aResponse(body, { status }))).toMatchObject({ why: 'notFromApi' });
      }
    },
  );
});

describe('a reply with an unusual status', () => {
  it.each([500, 502, 504, 599])(
    'has the outcome `unknown` for status %i, with any body',
    (status) => {
      for (const body of ['<html>', JSON.stringify(anError(60004)), JSON.stringify({ data: 1 })]) {
        expect(of(aResponse(body, { status }))).toMatchObject({
          kind: 'unknown',
          why: 'serverError',
        });
      }
    },
  );

  it('means maintenance with status 503', () => {
    const response = aResponse('<html>', { status: 503, headers: { 'retry-after': '120' } });
    expect(of(response)).toEqual({ kind: 'unknown', why: 'maintenance', retryAfterMs: 120_000 });
  });

  it.each([301, 302, 304, 307])('is not followed to another address with status %i', (status) => {
    const response = aResponse({ data: 1 }, { status, headers: { location: 'https://x' } });
    expect(of(response)).toMatchObject({ kind: 'unknown', why: 'redirected' });
  });

  it.each([100, 600, 999])('does not count as a reply of the API with status %i', (status) => {
    expect(of(aResponse({ data: 1 }, { status }))).toMatchObject({ why: 'notFromApi' });
  });
});

describe('the `Retry-After` of a reply', () => {
  const wait = (retryAfter: string, date?: string): unknown => {
    const headers = { 'retry-after': retryAfter, ...(date === undefined ? {} : { date }) };
    const outcome = of(aResponse({ message: 'Too Many Attempts.' }, { status: 429, headers }));
    return 'retryAfterMs' in outcome ? outcome.retryAfterMs : outcome;
  };

  it.each([
    ['0', 0],
    ['7', 7_000],
    [' 7 ', 7_000],
    ['86400', 3_600_000],
    ['9'.repeat(400), 3_600_000],
    ['-1', null],
    ['1.5', null],
    ['soon', null],
    ['', null],
  ])('is read from %j as %j', (text, expected) => {
    expect(wait(text)).toBe(expected);
  });

  it("is measured from the server's own date", () => {
    const date = 'Sun, 06 Nov 1994 08:49:37 GMT';
    expect(wait('Sun, 06 Nov 1994 08:50:00 GMT', date)).toBe(23_000);
    expect(wait('Sun, 06 Nov 1994 08:49:00 GMT', date)).toBe(0);
    expect(wait('Mon, 07 Nov 1994 08:49:37 GMT', date)).toBe(3_600_000);
  });

  it('is measured from our clock if the reply has no date', () => {
    expect(wait('Tue, 14 Nov 2023 22:13:30 GMT')).toBe(10_000);
  });
});

describe('a prepaid transaction', () => {
  const read = (row: unknown): Outcome<unknown> =>
    toOutcome(aResponse({ data: row, meta: [] }), transactionBodySchema, NOW);

  it('is read from the documented example', () => {
    expect(read(aDocumentedTransaction())).toEqual({
      kind: 'ok',
      serverAt: null,
      value: {
        uuid: '3cff98cb-644e-4148-bf34-bac842ac602e',
        amountInCents: -1000,
        balanceInCents: 4000,
        createdAt: Date.UTC(2023, 10, 12, 19, 49, 22),
        shopUuid: '123123',
        shopName: 'Krusty Krab',
        contactUuid: null,
        identifierValue: 'cilwjefwnsvidjfkjskjf',
      },
    });
  });

  it.each([
    { shop: null },
    { shop: undefined },
    { contact_identifier: null },
    { contact: { uuid: 'c-1', email: 'a@example.com' } },
    { shop: { uuid: 123123, name: null } },
    { prepaid_balance: { balance_in_cents: -5 } },
    { channel: 'new', anything: { else: [] } },
    { created_at: '2023-11-12T20:49:22.123+01:00' },
  ])('is read although it varies: %j', (changes) => {
    expect(read(aDocumentedTransaction(changes))).toMatchObject({ kind: 'ok' });
  });

  it.each([[[]], [{}], [undefined], [null], ['x']])('is read with meta %j', (meta) => {
    const response = aResponse({ data: aDocumentedTransaction(), meta });
    expect(toOutcome(response, transactionBodySchema, NOW)).toMatchObject({ kind: 'ok' });
  });

  it.each([
    { uuid: undefined },
    { uuid: '' },
    { uuid: null },
    { uuid: 'x'.repeat(256) },
    { amount_in_cents: '-1000' },
    { amount_in_cents: -1000.5 },
    { amount_in_cents: null },
    { amount_in_cents: 1e17 },
    { prepaid_balance: { balance_in_cents: '4000', balance: '€40.00' } },
    { prepaid_balance: { balance: '€40.00' } },
    { prepaid_balance: { balance_in_cents: 40.01 } },
    { prepaid_balance: null },
    { prepaid_balance: 4000 },
    { created_at: '2023-11-12T19:49:22' },
    { created_at: '2023-11-12' },
    { created_at: '2023-13-12T19:49:22+00:00' },
    { created_at: 1699818562 },
    { created_at: undefined },
    { shop: {} },
    { contact: {} },
  ])('is unknown if money would depend on a guess: %j', (changes) => {
    expect(read(aDocumentedTransaction(changes))).toMatchObject({
      kind: 'unknown',
      why: 'malformed',
    });
  });
});

describe('a page of transactions', () => {
  const meta = { current_page: 1, from: 1, last_page: 1, per_page: 30, total: 2 };
  const read = (data: unknown, changes: unknown = meta): Outcome<unknown> =>
    toOutcome(aResponse({ data, meta: changes }), transactionPageBodySchema, NOW);

  it('is read with its total', () => {
    expect(read([aDocumentedTransaction(), aDocumentedTransaction({ uuid: 'b' })])).toMatchObject({
      kind: 'ok',
      value: { page: 1, lastPage: 1, total: 2, transactions: [{}, { uuid: 'b' }] },
    });
  });

  it('is read when it is empty, and when counts are written as text', () => {
    expect(read([], { ...meta, total: '0', from: null })).toMatchObject({ value: { total: 0 } });
  });

  it('has the outcome `unknown` if one row is malformed', () => {
    const rows = [aDocumentedTransaction(), aDocumentedTransaction({ amount_in_cents: '1' })];
    expect(read(rows)).toMatchObject({ kind: 'unknown', why: 'malformed' });
  });

  it.each([[[]], [{}], [{ ...meta, total: null }], [{ ...meta, total: -1 }], [null]])(
    'has the outcome `unknown` without its counts: %j',
    (changed) => {
      expect(read([], changed)).toMatchObject({ kind: 'unknown', why: 'malformed' });
    },
  );
});

describe('any reply at all', () => {
  const anyBody = fc.oneof(
    fc.string(),
    fc.json(),
    fc.uint8Array().map((bytes) => new TextDecoder().decode(bytes)),
    fc.record({ message: fc.string(), code: fc.anything() }).map((body) => JSON.stringify(body)),
    fc
      .nat(400)
      .map((length) => JSON.stringify({ data: aDocumentedTransaction() }).slice(0, length)),
  );
  const anyHeaders = fc.dictionary(fc.constantFrom('date', 'retry-after', 'x'), fc.string());

  it('becomes an outcome, which is `ok` or `refused` only by the rules', () => {
    fc.assert(
      fc.property(fc.nat(1000), anyHeaders, anyBody, (status, headers, body) => {
        const response = { kind: 'response', status, headers, body } as const;
        const outcome = toOutcome(response, transactionBodySchema, NOW);
        if (outcome.kind === 'ok') return status >= 200 && status < 300;
        if (outcome.kind === 'refused') return status >= 400 && status < 500;
        return outcome.kind === 'unknown';
      }),
      { numRuns: 2000 },
    );
  });

  it('does not overflow the stack on a body whose nesting never closes', () => {
    for (const body of ['['.repeat(500_000), '{"data":'.repeat(100_000)]) {
      expect(of(aResponse(body))).toMatchObject({ kind: 'unknown', why: 'malformed' });
    }
  });

  it('does not overflow the stack on a body with deep nesting', () => {
    const body = `{"data":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect(toOutcome(aResponse(body), transactionBodySchema, NOW)).toMatchObject({
      kind: 'unknown',
    });
  });
});
