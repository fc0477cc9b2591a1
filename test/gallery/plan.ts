/** Which fixture is visited in which look and language. Pure. */
import type { Visit } from './checks/check.ts';
import { FIXTURES, type Fixture } from './fixtures.ts';
import { DECIDED_ON, GALLERY_LANGUAGES, LOOKS, TERMINALS, type GalleryLook } from './looks.ts';

/** Every fixture in every look and in each of its languages. Grouped by look, as changing it takes longest. */
export function fullPlan(): Visit[] {
  const decidedOn = FIXTURES.filter(({ name }) => DECIDED_ON.includes(name));
  return [
    ...LOOKS.flatMap((look) => visitsOf(look, FIXTURES)),
    ...TERMINALS.flatMap((look) => visitsOf(look, decidedOn)),
  ];
}

/**
 * Every fixture once. Looks and languages advance together from one fixture to the next and from one seed to the next.
 * Their numbers share no divisor, so one run has every look with every language, a run for each look has every fixture
 * in it, and a run for each language the same.
 */
export function samplePlan(seed: number): Visit[] {
  const visits = FIXTURES.flatMap((fixture, index) => {
    const look = at(LOOKS, index + seed);
    const language = at(GALLERY_LANGUAGES, index + seed);
    return look && language ? [{ fixture, look, language }] : [];
  });
  return visits.sort((one, other) => one.look.name.localeCompare(other.look.name));
}

/** Part `part` of `parts`, counted from 1. */
export function shardOf<Item>(
  items: readonly Item[],
  { part, parts }: { part: number; parts: number },
): Item[] {
  return items.filter((_, index) => index % parts === part - 1);
}

function visitsOf(look: GalleryLook, fixtures: readonly Fixture[]): Visit[] {
  return look.languages.flatMap((language) =>
    fixtures.map((fixture) => ({ fixture, look, language })),
  );
}

function at<Item>(items: readonly Item[], index: number): Item | undefined {
  return items[index % items.length];
}
