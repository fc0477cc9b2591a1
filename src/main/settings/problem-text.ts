/** Describes what is wrong with a setting, for the log. Pure. */
import * as v from 'valibot';

/** The name of the setting and the problem. `whole` is the name of everything together. */
export function problemText(issue: v.BaseIssue<unknown>, whole: string): string {
  return `${v.getDotPath(issue) ?? whole}: ${withoutContents(issue)}`;
}

/**
 * Describes an issue without its value. Valibot's own messages quote the value, which may be a token in the wrong
 * field.
 */
function withoutContents(issue: v.BaseIssue<unknown>): string {
  if (issue.kind === 'schema' && issue.expected === 'never') return 'not a known field';
  if (issue.kind === 'validation' && issue.type === 'check') return issue.message;
  if (issue.type === 'safe_integer' || issue.type === 'integer') return 'expected a whole number';
  return `expected ${issue.expected ?? 'another value'}`;
}
