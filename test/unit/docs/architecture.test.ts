/** The table of folders in docs/architecture.md has the same import rules that `npm run check` enforces. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';

const ROOT = join(import.meta.dirname, '../../..');
const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');

const rulesSchema = v.object({
  forbidden: v.array(v.object({ name: v.string(), comment: v.string() })),
});
const { forbidden } = v.parse(
  rulesSchema,
  createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs')),
);

/** The layers that each layer may import, without itself. */
const enforced = new Map(
  forbidden.flatMap(({ name, comment }) => {
    const layer = /^arrow-from-(.+)$/.exec(name)?.[1];
    const allowed = /may import only: ([^.]*)\./.exec(comment)?.[1]?.split(', ') ?? [];
    return layer === undefined ? [] : [[layer, allowed.filter((each) => each !== layer)] as const];
  }),
);

const documented = new Map(
  [...page.matchAll(/^\| `(\w+)` +\|.*\|([^|]*)\|$/gm)].map(([, layer = '', cell = '']) => [
    layer,
    [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  ]),
);

/**
 * The other rows list the layers that may be imported. The row of `kiosk` lists the layers that must not be imported.
 */
function documentedOf(layer: string): string[] {
  const names = documented.get(layer) ?? [];
  if (layer !== 'kiosk') return names;
  const above = [...documented.keys()].slice(0, [...documented.keys()].indexOf('kiosk'));
  return above.filter((name) => !names.includes(name));
}

describe('the table of folders', () => {
  it('has every layer', () => {
    expect([...documented.keys()].sort()).toEqual([...enforced.keys()].sort());
  });

  it.each([...enforced])('says what %s may import', (layer, allowed) => {
    expect(documentedOf(layer).sort()).toEqual([...allowed].sort());
  });
});
