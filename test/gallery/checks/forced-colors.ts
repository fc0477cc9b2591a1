/** In the colours of the system, what can be pressed, what is chosen, what happened and how far it is can be told apart. */
import { forcedColorFaults } from '../forced-color-faults.ts';
import type { Check } from './check.ts';

export const forcedColors: Check = {
  name: 'forced-colors',
  appliesTo: ({ look }) => look.forcedColors === 'active',
  run: (page) => page.evaluate(forcedColorFaults),
};
