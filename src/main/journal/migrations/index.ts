/** All migrations, in order. A migration that was released is never edited. */
import { FIRST } from './001-first.ts';
import { DECISIONS } from './002-decisions.ts';

export const MIGRATIONS: readonly string[] = [FIRST, DECISIONS];
