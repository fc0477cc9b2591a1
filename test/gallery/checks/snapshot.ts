/** The screen is as it was when somebody last accepted it, in words: see describe-screen.ts. */
import { describeScreen } from '../describe-screen.ts';
import { differences, update } from '../snapshots.ts';
import type { Check, Visit } from './check.ts';

/** Every fixture in English, tall and small; those on which a customer decides also in German and in Arabic. */
const EVERY: readonly string[] = ['portrait, en', 'counter, en'];
const SOME: readonly string[] = ['portrait, de', 'portrait, ar', 'counter-dark-large, de'];
const IN_SOME: readonly string[] = [
  'idle',
  'balance',
  'balance-history',
  'amount',
  'confirm',
  'paid',
  'receipt',
  'not-paid-balance',
  'comfort',
  'still-there',
];

export function snapshot({ isUpdating }: { isUpdating: boolean }): Check {
  return {
    name: 'snapshot',
    appliesTo: hasSnapshot,
    run: async (page, shown) => {
      const lines = await page.evaluate(describeScreen);
      if (isUpdating) update(shown, lines);
      return differences(shown, lines);
    },
  };
}

export function hasSnapshot({ fixture, look, language }: Visit): boolean {
  const title = `${look.name}, ${language}`;
  return EVERY.includes(title) || (SOME.includes(title) && IN_SOME.includes(fixture.name));
}
