/** Lists the names that a schema knows at a place in a value, so that a wrong name can be answered with the right one. Pure. */
import * as v from 'valibot';

/** What the schemas of the settings are made of, besides plain values. */
const partsSchema = v.object({
  /** Of an object. */
  entries: v.optional(v.record(v.string(), v.unknown())),
  /** Of a list. */
  item: v.optional(v.unknown()),
  /** Of a value that can be left out or null. */
  wrapped: v.optional(v.unknown()),
  /** Of several kinds of object. */
  options: v.optional(v.array(v.unknown())),
});

/** The names in the object at this path. Empty if there is none. */
export function knownNames(schema: unknown, path: readonly string[]): string[] {
  const parsed = v.safeParse(partsSchema, schema);
  if (!parsed.success) return [];
  const { entries, item, wrapped, options = [] } = parsed.output;
  if (wrapped !== undefined) return knownNames(wrapped, path);
  const [first, ...rest] = path;
  if (item !== undefined) return first === undefined ? [] : knownNames(item, rest);
  if (entries === undefined) return options.flatMap((option) => knownNames(option, path));
  return first === undefined ? Object.keys(entries) : knownNames(entries[first], rest);
}
