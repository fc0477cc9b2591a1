import { expect, it } from 'vitest';
import { demoLines } from '../../../scripts/demo-lines.ts';
import { DEMO_CARD } from '../../builders/names.ts';

it('the start of the demo says that no real money moves, and how to present a card', () => {
  const lines = demoLines().join('\n');
  expect(lines).toContain('no real money');
  expect(lines).toContain(`npm run scan -- ${DEMO_CARD}`);
});
