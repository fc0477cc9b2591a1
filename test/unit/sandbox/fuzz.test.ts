import fc from 'fast-check';
import { describe, it } from 'vitest';
import { handleAdmin } from '../../../src/sandbox/admin-api/index.ts';
import type { SandboxRequest, SandboxResponse } from '../../../src/sandbox/http/exchange.ts';
import { ROUTES } from '../../../src/sandbox/routes/index.ts';
import { aSandbox } from '../../builders/sandbox.ts';
import {
  DEMO_CARD,
  DEMO_CONTACT,
  REGISTER_TOKEN,
  DEMO_SHOP,
  SANDBOX_TOKEN,
} from '../../builders/names.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    DEMO_CARD,
    DEMO_CONTACT,
    DEMO_SHOP,
    '',
    '\0',
    '\ud800',
    "' OR 1=1 --",
    '__proto__',
    'NaN',
    '-1',
  ),
);
const segment = text.map((value) => {
  try {
    return encodeURIComponent(value);
  } catch {
    return value;
  }
});
const prefix = fc.constantFrom('/api/v3/oauth/clients', '/api/v3/register');
const path = fc.oneof(
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }).map((rest) => `/${rest}`) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(prefix, fc.constantFrom(...ROUTES), segment)
      .map(([start, route, value]) => `${start}/${route.path.replace(/\{\w+\}/, value)}`),
  },
);
const fieldName = fc.constantFrom(
  'contact_uuid',
  'contact_identifier_value',
  'amount_in_cents',
  'shop_uuid',
  'limit',
  'page',
  '__proto__',
);
const fieldValue = fc.oneof(text, fc.integer(), fc.double(), fc.jsonValue());
const fields = fc.dictionary(fieldName, fieldValue);
const body = fc.oneof(
  fc.string({ unit: 'binary' }),
  fields.map((value) => JSON.stringify(value)),
  fields.map((value) => JSON.stringify(value).slice(0, -2)),
  fc.dictionary(fieldName, text).map((value) => new URLSearchParams(value).toString()),
  fc.dictionary(fieldName, text).map((value) =>
    Object.entries(value)
      .map(([name, part]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${part}`)
      .join('\r\n')
      .concat('\r\n--b--'),
  ),
);
const request: fc.Arbitrary<SandboxRequest> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'BREW'),
  path,
  query: fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.dictionary(fieldName, text).map((value) => new URLSearchParams(value).toString()),
  ),
  headers: fc.record({
    authorization: fc.oneof(
      fc.constantFrom(`Bearer ${SANDBOX_TOKEN}`, `Bearer ${REGISTER_TOKEN}`),
      fc.string(),
    ),
    'content-type': fc.oneof(
      fc.constantFrom(
        'application/json',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=b',
        'multipart/form-data',
        'text/plain',
      ),
      fc.string(),
    ),
  }),
  body,
});

const ALLOWED_STATUSES = [200, 400, 401, 404, 405, 413];

/** Checks that the reply is JSON, is not a server error, and shows no stack trace. */
function isDecent({ status, body: answer }: SandboxResponse): boolean {
  const parsed: unknown = JSON.parse(answer);
  return (
    ALLOWED_STATUSES.includes(status) &&
    typeof parsed === 'object' &&
    parsed !== null &&
    !/\bat .*:\d+:\d+/.test(answer) &&
    (status !== 400 || ('code' in parsed && 'status_code' in parsed) || !('data' in parsed))
  );
}

describe('any request', () => {
  it('to the API gets a reply in JSON, never a server error or a stack trace', () => {
    const { sandbox } = aSandbox();
    fc.assert(
      fc.property(request, (sent) => isDecent(sandbox.handle(sent))),
      { numRuns: 3000 },
    );
  });

  it('to the API leaves each balance equal to the sum of its transactions', () => {
    const { sandbox } = aSandbox();
    fc.assert(
      fc.property(request, (sent) => {
        sandbox.handle({ ...sent, method: 'POST' });
        return sandbox.data
          .contacts()
          .every(
            ({ uuid, balance_in_cents }) =>
              sandbox.data.ledger(uuid).reduce((sum, row) => sum + row.amount_in_cents, 0) ===
              balance_in_cents,
          );
      }),
      { numRuns: 300 },
    );
  });

  it('to the sandbox’s own routes gets a reply in JSON, never a server error', () => {
    const { sandbox } = aSandbox();
    const controlPath = fc
      .constantFrom(
        'behaviour',
        'faults',
        'faults/1',
        'reset',
        'contacts',
        'contacts/x/ledger',
        'contact-identifiers',
        'contact-session-tokens',
        'transactions',
        'shops',
        'tokens',
        'openapi.json',
      )
      .map((rest) => `/__sandbox/${rest}`);
    fc.assert(
      fc.property(request, controlPath, (sent, at) =>
        isDecent(handleAdmin(sandbox, { ...sent, path: at })),
      ),
      { numRuns: 2000 },
    );
  });
});
