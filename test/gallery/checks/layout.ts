/** Nothing is cut off, under anything else, out of the screen, or too small or too near to touch. */
import { layoutFaults } from '../layout-faults.ts';
import { always, type Check } from './check.ts';

export const layout: Check = {
  name: 'layout',
  appliesTo: always,
  run: (page) => page.evaluate(layoutFaults),
};
