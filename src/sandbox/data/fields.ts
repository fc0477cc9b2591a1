/** The field types that the inputs of this folder share, and the errors for invalid input. */
import * as v from 'valibot';
import { SandboxInputError } from '../input.ts';

export const name = v.pipe(v.string(), v.minLength(1), v.maxLength(500));
export const cents = v.pipe(v.number(), v.safeInteger());

export function found<T>(row: T | undefined, what: string, value: string): T {
  if (row === undefined) throw new SandboxInputError(`There is no ${what} ${value}.`);
  return row;
}

export function refuseIf(condition: boolean, why: string): void {
  if (condition) throw new SandboxInputError(why);
}
