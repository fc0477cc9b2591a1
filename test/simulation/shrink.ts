/**
 * Finds the fewest items of a plan that still fail. It leaves out one item after another while the plan still fails.
 */
import { NOTHING_DROPPED, PARTS, without, type Dropped, type Part, type Plan } from './plan.ts';
import { simulate } from './simulate.ts';

const TRIES_MAX = 400;

export async function shrink(plan: Plan): Promise<Dropped> {
  let dropped = NOTHING_DROPPED;
  let tries = 0;
  let isSmaller = true;
  while (isSmaller) {
    isSmaller = false;
    for (const part of PARTS) {
      for (let index = plan[part].length - 1; index >= 0; index--) {
        if (dropped[part].includes(index) || tries >= TRIES_MAX) continue;
        tries += 1;
        const fewer: Dropped = { ...dropped, [part]: [...dropped[part], index] };
        const { failures } = await simulate(without(plan, fewer));
        if (failures.length === 0) continue;
        dropped = fewer;
        isSmaller = true;
      }
    }
  }
  return dropped;
}

/** The left-out items as text, for example `actions:0,3;faults:1`. Empty if nothing is left out. */
export function textOfDropped(dropped: Dropped): string {
  return PARTS.filter((part) => dropped[part].length > 0)
    .map((part) => `${part}:${[...dropped[part]].sort((a, b) => a - b).join(',')}`)
    .join(';');
}

export function droppedOfText(text: string): Dropped {
  const places = new Map(
    text.split(';').map((piece) => {
      const [part = '', indexes = ''] = piece.split(':');
      return [part, indexes.split(',').map(Number)];
    }),
  );
  const of = (part: Part): readonly number[] => places.get(part) ?? [];
  return {
    actions: of('actions'),
    faults: of('faults'),
    outages: of('outages'),
    crashes: of('crashes'),
    disks: of('disks'),
  };
}
