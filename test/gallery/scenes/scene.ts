/** A scene: a fixture with something changed or something done to it, and what must be true then. */
import type { Page } from 'playwright-core';
import type { View } from '../../../src/shared/contract.ts';
import type { Shown, Visit } from '../checks/check.ts';
import { FIXTURES } from '../fixtures.ts';
import { LOOKS, type GalleryLanguage, type GalleryLook } from '../looks.ts';

interface Parts {
  /** The name of a fixture. */
  of: string;
  /** Or its name. */
  look?: GalleryLook | string;
  language?: GalleryLanguage;
  changes?: Partial<View>;
  afterMs?: number;
  run: (page: Page, shown: Shown) => Promise<string[]>;
}

/** In English on the portrait screen, unless the parts say otherwise. */
export function scene(
  sentence: string,
  { of, look: wantedLook = 'portrait', language = 'en', changes = {}, afterMs, run }: Parts,
): Visit {
  const fixture = FIXTURES.find(({ name }) => name === of);
  const look =
    typeof wantedLook === 'string' ? LOOKS.find(({ name }) => name === wantedLook) : wantedLook;
  if (!fixture || !look) throw new Error(`there is no fixture ${of}, or no such look`);
  return {
    fixture: {
      ...fixture,
      ...(afterMs === undefined ? {} : { afterMs }),
      view: (spoken) => ({ ...fixture.view(spoken), ...changes }),
    },
    look,
    language,
    checks: ['layout'],
    scene: { name: sentence, appliesTo: () => true, run },
  };
}

/** One fault in words where something is not as it must be. */
export function expectSame(what: string, is: unknown, wanted: unknown): string[] {
  const [found, expected] = [JSON.stringify(is), JSON.stringify(wanted)];
  return found === expected ? [] : [`${what}: ${found}, and not ${expected}`];
}

/** One fault in words where something is not true. */
export function expectTrue(sentence: string, isTrue: boolean): string[] {
  return isTrue ? [] : [`it is not true that ${sentence}`];
}
