/** Removes the blanks and quotation marks that a paste leaves around a value. Pure. */

/** Blanks, and invisible characters that JavaScript does not count as blanks. */
const AROUND = /^[\s\u200b-\u200f\u2060\ufeff]+|[\s\u200b-\u200f\u2060\ufeff]+$/gu;

/** In these settings a blank is a part of the value: a scanner may send it. */
const EXACT: ReadonlySet<string> = new Set([
  'prefix',
  'stripPrefix',
  'pattern',
  'sessionTokenPattern',
]);

export function withoutBlanksAround(text: string): string {
  return text.replaceAll(AROUND, '');
}

/** Removes the blanks around every text in a settings file. */
export function tidyValues(value: unknown): unknown {
  if (typeof value === 'string') return withoutBlanksAround(value);
  if (Array.isArray(value)) return value.map(tidyValues);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      EXACT.has(name) ? inner : tidyValues(inner),
    ]),
  );
}

/** A variable in a file of variables often keeps its quotation marks. An empty one counts as not set. */
export function tidyVariable(text: string | undefined): string | null {
  const tidy = withoutBlanksAround(text ?? '');
  const [, , quoted = tidy] = /^(["'])(.*)\1$/su.exec(tidy) ?? [];
  const inner = withoutBlanksAround(quoted);
  return inner === '' ? null : inner;
}
