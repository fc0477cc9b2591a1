/** Checks the input that a person or a test sends to the sandbox itself. Requests to the API are not checked here. */
import * as v from 'valibot';

/** An error message in one line about invalid input. Over HTTP it becomes a 400. */
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
