/**
 * Keeps a copy of the last settings file without a mistake, with its checksum beside it. While the file has a mistake,
 * the kiosk goes on with this copy, so a slip of a finger neither stops payments nor changes what they are.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const LAST_GOOD_FILE = 'settings.last-good.json';
const SUM_FILE = 'settings.last-good.sha256';

export type LastGood =
  | { kind: 'absent' }
  | { kind: 'good'; bytes: Buffer }
  /** The copy does not fit its checksum, or cannot be read. It is never used. */
  | { kind: 'damaged' };

export function readLastGood(dataDir: string): LastGood {
  const paths = [LAST_GOOD_FILE, SUM_FILE].map((name) => join(dataDir, name));
  if (!paths.some((path) => existsSync(path))) return { kind: 'absent' };
  const [bytes, sum] = paths.map(readOrNull);
  const fits = bytes && sum && sumLine(bytes) === sum.toString('utf8');
  return fits ? { kind: 'good', bytes } : { kind: 'damaged' };
}

/** Keeps the content of a file that has no mistake. False if it cannot be written. */
export function keepLastGood(dataDir: string, bytes: Buffer): boolean {
  const kept = readLastGood(dataDir);
  if (kept.kind === 'good' && kept.bytes.equals(bytes)) return true;
  try {
    replace(join(dataDir, LAST_GOOD_FILE), bytes);
    replace(join(dataDir, SUM_FILE), Buffer.from(sumLine(bytes)));
    return true;
  } catch {
    return false;
  }
}

/** A line that `sha256sum --check` can read. */
function sumLine(bytes: Buffer): string {
  return `${createHash('sha256').update(bytes).digest('hex')}  ${LAST_GOOD_FILE}\n`;
}

/** A copy that is cut short never replaces a whole one. */
function replace(path: string, bytes: Buffer): void {
  const temporary = `${path}.new`;
  writeFileSync(temporary, bytes, { mode: 0o600, flush: true });
  renameSync(temporary, path);
}

function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
