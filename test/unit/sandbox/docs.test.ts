import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ROUTE_NAMES } from '../../../src/sandbox/context.ts';
import { ADMIN_ROUTES } from '../../../src/sandbox/admin-api/routes.ts';
import { DEMO_CARDS } from '../../../src/sandbox/demo.ts';
import { FAULT_KINDS } from '../../../src/sandbox/faults/fault.ts';
import { DEFAULT_BEHAVIOUR } from '../../../src/sandbox/behaviour.ts';

const DOCS = readFileSync('docs/sandbox.md', 'utf8');

describe('docs/sandbox.md', () => {
  it.each(Object.entries(DEFAULT_BEHAVIOUR))(
    'describes the behaviour %s and its default %j',
    (name, value) => {
      const row = DOCS.split('\n').find((line) => line.startsWith(`| \`${name}\` `)) ?? '';
      expect(row.split('|')[2]).toMatch(new RegExp(`^ \`?${String(value)}\\b`));
    },
  );

  it.each(FAULT_KINDS)('describes the fault %s', (kind) => {
    expect(DOCS).toContain(`| \`${kind}\` `);
  });

  it.each(ROUTE_NAMES)('names the route %s for faults', (name) => {
    expect(DOCS).toContain(`\`${name}\``);
  });

  it.each(DEMO_CARDS)('names the demo card $value', ({ value }) => {
    expect(DOCS).toContain(`\`${value}\``);
  });

  it.each(ADMIN_ROUTES)('shows /__sandbox/$path', ({ path }) => {
    expect(DOCS).toMatch(new RegExp(`/${path.replace(/\{\w+\}/, '\\S+')}\\b`));
  });
});
