/** All migrations, in order. A migration that was released is never edited. */
import { FIRST } from './001-first.ts';
import { DECISIONS } from './002-decisions.ts';
import { NOTES } from './003-notes.ts';
import { CHECKSUMS } from './004-checksums.ts';
import { INDEXES } from './005-indexes.ts';
import { SEAL } from './006-seal.ts';
import { ARCHIVES } from './007-archives.ts';

export const MIGRATIONS: readonly string[] = [
  ...[FIRST, DECISIONS, NOTES, CHECKSUMS, INDEXES, SEAL],
  ARCHIVES,
];
