/** What a person or a test asks of the sandbox itself, checked; the API's own requests never come here. */
import * as v from 'valibot';

/** Says in one line what was wrong with the input; the HTTP side answers it as a 400. */
export class SandboxInputError extends Error {
  override readonly name = 'SandboxInputError';
}

export function parseInput<T extends v.GenericSchema>(schema: T, input: unknown): v.InferOutput<T> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  throw new SandboxInputError(result.issues.map(issueText).join(' '));
}

function issueText(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path === null ? `${issue.message}.` : `${path}: ${issue.message}.`;
}
