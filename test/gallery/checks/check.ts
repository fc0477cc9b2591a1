/** What a check is: one thing that is true of every fixture, in every look and language that it applies to. */
import type { Page } from 'playwright-core';
import type { Adjustments, View } from '../../../src/shared/contract.ts';
import type { Fixture } from '../fixtures.ts';
import type { GalleryLanguage, GalleryLook } from '../looks.ts';

/** A fixture in a look and a language. */
export interface Visit {
  fixture: Fixture;
  look: GalleryLook;
  language: GalleryLanguage;
  /** Of a scene: what must be true of it. */
  scene?: Check;
  /** The names of the checks, where not all that apply are wanted. */
  checks?: readonly string[];
}

/** How the view of a fixture is changed. */
export interface Changes extends Partial<Pick<View, 'speech'>> {
  adjustments?: Partial<Adjustments>;
}

/** A visit that a page shows now. */
export interface Shown extends Visit {
  /** What the page was sent. */
  view: View;
  /** Shows the same fixture with changes, in the same look. */
  showAgain(changes: Changes): Promise<void>;
  /** Shows another fixture in the same look and language. */
  showOther(fixture: Fixture): Promise<void>;
}

export interface Check {
  name: string;
  /** Whether there is anything to check. */
  appliesTo(visit: Visit): boolean;
  /** Where the full run performs it. The sample performs it wherever it applies. */
  isInFullRun?(visit: Visit): boolean;
  /** One sentence for each fault. Leaves the page as it found it, except for the focus. */
  run(page: Page, shown: Shown): Promise<string[]>;
}

export function always(): boolean {
  return true;
}
