/**
 * Finds archive files that are missing or were changed. Payments need no archive, so nothing here stops the kiosk: staff
 * and every command are told.
 */
import { statSync } from 'node:fs';
import { ARCHIVE_MARK, type Archive } from '../cut.ts';
import { codeOf } from '../record-file.ts';

export interface ArchiveProblem {
  name: string;
  /**
   * `unreadable`: the system refuses to read it. `changed`: it has another size, or other bytes. `foreign`: it does not
   * fit the archives beside it.
   */
  kind: 'missing' | 'unreadable' | 'changed' | 'foreign';
}

export function archivePath(journalFile: string, { name }: Pick<Archive, 'name'>): string {
  return `${journalFile}${ARCHIVE_MARK}${name}`;
}

/** Compares only the sizes, so that a start reads no archive. */
export function findLostArchives(
  journalFile: string,
  archives: readonly Archive[],
): ArchiveProblem[] {
  return archives.flatMap((archive): ArchiveProblem[] => {
    const { name, bytes } = archive;
    try {
      const { size } = statSync(archivePath(journalFile, archive));
      return size === bytes ? [] : [{ name, kind: 'changed' }];
    } catch (error) {
      const code = codeOf(error);
      if (code === null) throw error;
      return [{ name, kind: code === 'ENOENT' ? 'missing' : 'unreadable' }];
    }
  });
}
