/** A simulated run depends on its seed and on nothing else. */
import { describe, expect, it } from 'vitest';
import { planOf } from '../../simulation/generate.ts';
import { PARTS, without } from '../../simulation/plan.ts';
import { droppedOfText, textOfDropped } from '../../simulation/shrink.ts';
import { simulate } from '../../simulation/simulate.ts';

describe('a simulated run', () => {
  it('has the same trace for the same seed, byte for byte', async () => {
    for (const seed of [3, 22, 35, 247]) {
      const first = await simulate(planOf(seed));
      const second = await simulate(planOf(seed));
      expect(second.trace.join('\n')).toBe(first.trace.join('\n'));
    }
  });

  it('keeps all invariants', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      expect((await simulate(planOf(seed))).failures).toEqual([]);
    }
  });

  it('shrinks by leaving items out, and its name repeats it', () => {
    const plan = planOf(247);
    const dropped = droppedOfText('actions:0;faults:0,1');
    expect(textOfDropped(dropped)).toBe('actions:0;faults:0,1');
    const smaller = without(plan, dropped);
    expect(PARTS.map((part) => plan[part].length - smaller[part].length)).toEqual([1, 2, 0, 0, 0]);
  });
});
