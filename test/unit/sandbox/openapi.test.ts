import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { handleAdmin } from '../../../src/sandbox/admin-api/index.ts';
import type { JsonObject } from '../../../src/sandbox/http/reply.ts';
import { openApiDocument } from '../../../src/sandbox/openapi/document.ts';
import { openApiPage } from '../../../src/sandbox/openapi/page.ts';
import { SCHEMAS } from '../../../src/sandbox/openapi/schemas.ts';
import { ROUTES } from '../../../src/sandbox/routes/index.ts';
import { aSandbox, aSpendRequest, call } from '../../builders/sandbox.ts';
import { DEMO_CARD, DEMO_CONTACT, DEMO_SHOP } from '../../builders/names.ts';

const schemaSchema = v.looseObject({
  $ref: v.optional(v.string()),
  type: v.optional(v.union([v.string(), v.array(v.string())])),
  required: v.optional(v.array(v.string()), []),
  properties: v.optional(v.record(v.string(), v.unknown()), {}),
  items: v.optional(v.unknown()),
  oneOf: v.optional(v.array(v.unknown())),
});

/**
 * Lists the parts of the value that do not match the schema. Supports only the JSON Schema keywords of the document.
 */
function mismatches(schema: unknown, value: unknown, at: string): string[] {
  const { $ref, type, required, properties, items, oneOf } = v.parse(schemaSchema, schema);
  if ($ref !== undefined) return mismatches(SCHEMAS[$ref.split('/').at(-1) ?? ''], value, at);
  if (oneOf !== undefined) {
    const isOne = oneOf.some((each) => mismatches(each, value, at).length === 0);
    return isOne ? [] : [`${at} is none of its kinds`];
  }
  if (type !== undefined && ![type].flat().includes(typeName(value))) {
    return [`${at} is a ${typeName(value)}`];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      items === undefined ? [] : mismatches(items, item, `${at}[${String(index)}]`),
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  const fields = new Map<string, unknown>(Object.entries(value));
  return [
    ...required.filter((name) => !fields.has(name)).map((name) => `${at}.${name} is missing`),
    ...[...fields].flatMap(([name, field]) => {
      if (Object.keys(properties).length === 0) return [];
      const known = properties[name];
      return known === undefined
        ? [`${at}.${name} is not described`]
        : mismatches(known, field, `${at}.${name}`);
    }),
  ];
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

const EXAMPLES: Record<string, { target: string; body?: unknown }> = {
  health: { target: 'GET ' },
  listShops: { target: 'GET shops' },
  getShop: { target: `GET shops/${DEMO_SHOP}` },
  findIdentifier: {
    target: `GET contact-identifiers/find?contact_identifier_value=${DEMO_CARD}`,
  },
  getContact: { target: `GET contacts/${DEMO_CONTACT}` },
  getBalance: { target: `GET contacts/${DEMO_CONTACT}/prepaid-balance` },
  listIdentifiers: { target: `GET contacts/${DEMO_CONTACT}/contact-identifiers` },
  createTransaction: { target: 'POST prepaid-transactions', body: aSpendRequest() },
  listTransactions: { target: 'GET prepaid-transactions' },
  reverseTransaction: {
    target: 'POST prepaid-transactions/5ea1ab1e-0001-4000-8000-000000000002/reverse',
  },
  getSessionToken: { target: 'GET contact-session-tokens/demo-session-token' },
  useSessionToken: { target: 'POST contact-session-tokens/demo-session-token/use' },
};

describe('the OpenAPI document', () => {
  it.each(ROUTES)('describes the real reply of $name', ({ name, flavours, reply, method }) => {
    for (const flavour of flavours) {
      const { sandbox } = aSandbox();
      const { target, body } = EXAMPLES[name] ?? { target: '' };
      const real = call(sandbox, target, { flavour, body });
      expect(target.split(' ')[0]).toBe(method);
      expect(real.status).toBe(200);
      const meta = name === 'listTransactions' ? 'PageMeta' : 'EmptyMeta';
      const envelope: JsonObject = {
        type: 'object',
        required: ['data', 'meta'],
        properties: {
          data: { $ref: `#/components/schemas/${reply}` },
          meta: { $ref: `#/components/schemas/${meta}` },
        },
      };
      expect(mismatches(envelope, real.body, name)).toStrictEqual([]);
    }
  });

  it('describes the error envelope, in each of its shapes', () => {
    const { sandbox } = aSandbox();
    for (const errorsShape of ['array', 'string', 'none'] as const) {
      sandbox.setBehaviour({ errorsShape });
      const { body } = call(sandbox, 'POST prepaid-transactions', { body: {} });
      expect(mismatches(SCHEMAS['Error'], body, 'error')).toStrictEqual([]);
    }
  });

  it('has every route of both flavours and of the sandbox itself once', () => {
    const paths = Object.keys(
      v.parse(v.looseObject({ paths: v.record(v.string(), v.unknown()) }), openApiDocument()).paths,
    );
    expect(paths).toContain('/api/v3/oauth/clients/prepaid-transactions');
    expect(paths).toContain('/api/v3/register/prepaid-transactions');
    expect(paths).not.toContain('/api/v3/register/shops');
    expect(paths).toContain('/__sandbox/behaviour');
    const ids = [...JSON.stringify(openApiDocument()).matchAll(/"operationId":"([^"]+)"/g)];
    expect(new Set(ids.map((match) => match[1])).size).toBe(ids.length);
  });

  it('refers only to schemas that exist', () => {
    const text = JSON.stringify(openApiDocument());
    for (const match of text.matchAll(/#\/components\/schemas\/(\w+)/g)) {
      expect(SCHEMAS).toHaveProperty(match[1] ?? '');
    }
  });

  it('is served as JSON, and as a page that loads nothing else', () => {
    const { sandbox } = aSandbox();
    const get = (path: string): string =>
      handleAdmin(sandbox, { method: 'GET', path, query: '', headers: {}, body: '' }).body;
    expect(JSON.parse(get('/__sandbox/openapi.json'))).toStrictEqual(openApiDocument());
    expect(get('/__sandbox/')).toBe(openApiPage());
    expect(openApiPage()).not.toMatch(/<script|src=|@import|url\(|https?:\/\//);
    expect(openApiPage()).toContain('/api/v3/oauth/clients/prepaid-transactions');
  });
});
