/** On a small terminal in large text, what the customer decides on is seen without scrolling. */
import { DECIDED_ON, TERMINALS } from '../looks.ts';
import { sightFaults } from '../sight-faults.ts';
import type { Check } from './check.ts';

export const sight: Check = {
  name: 'sight',
  appliesTo: ({ look, fixture }) => TERMINALS.includes(look) && DECIDED_ON.includes(fixture.name),
  run: (page) => page.evaluate(sightFaults),
};
