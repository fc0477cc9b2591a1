/** Which fixture is visited in which look and language. Pure. */
import type { Visit } from './checks/check.ts';
import { FIXTURES, type Fixture } from './fixtures.ts';
import { SCENES } from './scenes/index.ts';
import {
  DECIDED_ON,
  GALLERY_LANGUAGES,
  LOOKS,
  RARE_LOOKS,
  TERMINALS,
  type GalleryLook,
} from './looks.ts';

/** A sample has every so-many-th scene. */
const SCENES_PART = 8;
/** The look and language of the snapshots that every sample compares. */
const SNAPSHOT_LOOK = 'portrait';

/** Every fixture in every look and in each of its languages, and every scene. Grouped by look, as changing it takes longest. */
export function fullPlan(): Visit[] {
  const decidedOn = FIXTURES.filter(({ name }) => DECIDED_ON.includes(name));
  return [
    ...[...LOOKS, ...RARE_LOOKS].flatMap((look) => visitsOf(look, FIXTURES)),
    ...TERMINALS.flatMap((look) => visitsOf(look, decidedOn)),
    ...SCENES,
  ];
}

/**
 * Every fixture once with all checks, and once more in English only to compare its snapshot. Looks and languages advance together from one fixture to the next and from one seed to the next.
 * Their numbers share no divisor, so one run has every look with every language, a run for each look has every fixture
 * in it, and a run for each language the same.
 */
export function samplePlan(seed: number): Visit[] {
  const visits = FIXTURES.flatMap((fixture, index): Visit[] => {
    const look = at(LOOKS, index + seed);
    const language = at(GALLERY_LANGUAGES, index + seed);
    return look && language ? [{ fixture, look, language }] : [];
  });
  const scenes = SCENES.filter((_, index) => index % SCENES_PART === seed % SCENES_PART);
  return [...visits, ...snapshotVisits(), ...scenes].sort((one, other) =>
    place(one).localeCompare(place(other)),
  );
}

/** Every visit that a sample can choose, with any seed. */
export function everySamplePlan(): Visit[] {
  const everyVisit = LOOKS.flatMap((look) =>
    visitsOf({ ...look, languages: GALLERY_LANGUAGES }, FIXTURES),
  );
  return [...everyVisit, ...SCENES].sort((one, other) => place(one).localeCompare(place(other)));
}

/** Looks one after the other, as changing them takes longest; the pseudo-language last, as its page is another one. */
function place({ look, language }: Visit): string {
  return `${language === 'pseudo' ? 2 : 1} ${look.name}`;
}

function snapshotVisits(): Visit[] {
  return LOOKS.filter(({ name }) => name === SNAPSHOT_LOOK).flatMap((look) =>
    FIXTURES.map((fixture): Visit => ({ fixture, look, language: 'en', checks: ['snapshot'] })),
  );
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
