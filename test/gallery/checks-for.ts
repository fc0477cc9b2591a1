/** Which checks run on a visit. */
import type { Check, Visit } from './checks/check.ts';
import { CHECKS } from './checks/index.ts';
import { snapshot } from './checks/snapshot.ts';

export interface Wanted {
  isSample: boolean;
  isUpdating: boolean;
  /** The names of the checks contain this. */
  only: string;
}

export function checksFor(visit: Visit, { isSample, isUpdating, only }: Wanted): Check[] {
  const all = [snapshot({ isUpdating }), ...CHECKS];
  const applying = all.filter(
    (check) =>
      check.appliesTo(visit) &&
      (visit.checks?.includes(check.name) ?? true) &&
      (isSample || (check.isInFullRun?.(visit) ?? true)),
  );
  const checks = visit.scene ? [...applying, visit.scene] : applying;
  return checks.filter(({ name }) => name.includes(only));
}
