/** Every step that the schema has taken, in order; a step that has shipped is never edited. */
import { FIRST } from './001-first.ts';
import { DECISIONS } from './002-decisions.ts';

export const MIGRATIONS: readonly string[] = [FIRST, DECISIONS];
