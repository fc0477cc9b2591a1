/** The plan of the gallery: the sample reaches everything within a few seeds, and the shards leave nothing out. */
import { describe, expect, it } from 'vitest';
import type { Visit } from '../../gallery/checks/check.ts';
import { FIXTURES } from '../../gallery/fixtures.ts';
import { GALLERY_LANGUAGES, LOOKS } from '../../gallery/looks.ts';
import { fullPlan, samplePlan, shardOf } from '../../gallery/plan.ts';

const SEED = 4_711;

function pairs(visits: readonly Visit[], name: (visit: Visit) => string): number {
  return new Set(visits.map(name)).size;
}

/** The visits of one sample on which all checks run. */
function checkedBy(seed: number): Visit[] {
  return samplePlan(seed).filter(({ checks }) => checks === undefined);
}

function samples(count: number): Visit[] {
  return Array.from({ length: count }, (_, run) => checkedBy(SEED + run)).flat();
}

describe('one sample', () => {
  it('has every fixture once', () => {
    const names = checkedBy(SEED).map(({ fixture }) => fixture.name);
    expect(names.toSorted()).toEqual(FIXTURES.map(({ name }) => name).toSorted());
  });

  it('has every look in every language', () => {
    const seen = pairs(checkedBy(SEED), ({ look, language }) => `${look.name} ${language}`);
    expect(seen).toBe(LOOKS.length * GALLERY_LANGUAGES.length);
  });
});

describe('samples with consecutive seeds', () => {
  it('have every fixture in every look after as many runs as there are looks', () => {
    const seen = pairs(
      samples(LOOKS.length),
      ({ fixture, look }) => `${fixture.name} ${look.name}`,
    );
    expect(seen).toBe(FIXTURES.length * LOOKS.length);
  });

  it('have every fixture in every language after as many runs as there are languages', () => {
    const seen = pairs(
      samples(GALLERY_LANGUAGES.length),
      ({ fixture, language }) => `${fixture.name} ${language}`,
    );
    expect(seen).toBe(FIXTURES.length * GALLERY_LANGUAGES.length);
  });
});

describe('the shards of the full plan', () => {
  it('together have each visit exactly once', () => {
    const name = ({ fixture, look, language, scene }: Visit): string =>
      [fixture.name, look.name, language, scene?.name].join(', ');
    const all = fullPlan().map(name);
    const sharded = [1, 2, 3, 4].flatMap((part) => shardOf(all, { part, parts: 4 }));
    expect(new Set(all).size).toBe(all.length);
    expect(sharded.toSorted()).toEqual(all.toSorted());
  });
});
