/** Names the settings that differ between two files. Pure. */
import { isDeepStrictEqual } from 'node:util';

/** A setting within a group has the name of the group before it, such as `offline.enabled`. A list is one setting. */
export function changedNames(before: object, now: object): string[] {
  const [old, young] = [new Map(Object.entries(before)), new Map(Object.entries(now))];
  const names = [...new Set([...old.keys(), ...young.keys()])];
  return names.flatMap((name) => namesWithin(name, old.get(name), young.get(name)));
}

function namesWithin(name: string, before: unknown, now: unknown): string[] {
  if (isDeepStrictEqual(before, now)) return [];
  return isGroup(before) && isGroup(now)
    ? changedNames(before, now).map((inner) => `${name}.${inner}`)
    : [name];
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
