/** Describes what is wrong with a setting, for the log and for the person who wrote it. Pure. */
import * as v from 'valibot';
import { nearestName } from './did-you-mean.ts';
import { knownNames } from './known-names.ts';

/** The name of the setting, or null for everything together, and the problem. */
export interface Problem {
  name: string | null;
  why: string;
}

/** `schema` is the schema of the whole, for the names that it knows. */
export function problemOf(issue: v.BaseIssue<unknown>, schema: unknown): Problem {
  const name = v.getDotPath(issue);
  return { name, why: isUnknownName(issue) ? unknownName(name ?? '', schema) : why(issue) };
}

function isUnknownName(issue: v.BaseIssue<unknown>): boolean {
  return issue.kind === 'schema' && issue.expected === 'never';
}

function unknownName(path: string, schema: unknown): string {
  const parts = path.split('.');
  const nearest = nearestName(parts.at(-1) ?? '', knownNames(schema, parts.slice(0, -1)));
  return nearest === null ? 'not a known field' : `not a known field; did you mean ${nearest}?`;
}

/**
 * Describes an issue without its value. Valibot's own messages quote the value, which may be a token in the wrong
 * field.
 */
function why(issue: v.BaseIssue<unknown>): string {
  if (issue.kind === 'validation' && issue.type === 'check') return issue.message;
  if (issue.type === 'safe_integer' || issue.type === 'integer') return 'expected a whole number';
  return `expected ${issue.expected ?? 'another value'}`;
}
