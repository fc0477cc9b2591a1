/** What archives cost a kiosk: a start after months have moved out, and each transaction that moves them. */
import { inTurns } from '../kit/in-turns.ts';
import { moveMonths } from '../kit/archives.ts';
import { openBenchJournal, timeToOpen } from '../kit/journal.ts';
import { folderWith } from '../kit/long-journal.ts';
import type { Extent, Sample } from '../kit/row.ts';

const FEW = 100;
/** Four months, of which two move. */
const OPERATIONS = 10_000;
const BETWEEN_MS = 1_000_000;
/** The limit of a long task. */
const PIECE_MS_MAX = 50;

let moved: { folder: string; pieceMs: readonly number[] } | null = null;

function movedOnce(): NonNullable<typeof moved> {
  if (moved !== null) return moved;
  const folder = folderWith(OPERATIONS, BETWEEN_MS);
  const opened = openBenchJournal(folder);
  const { pieceMs } = moveMonths(folder, opened);
  opened.close();
  moved = { folder, pieceMs };
  return moved;
}

export async function openingWithArchives({ isShort }: Extent): Promise<Sample[]> {
  const [{ folder }, few] = [movedOnce(), folderWith(FEW)];
  return inTurns({
    count: isShort ? 5 : 15,
    program: () => timeToOpen(folder),
    reference: () => timeToOpen(few),
  });
}

export function pieceOfMove(): Promise<Sample[]> {
  const { pieceMs } = movedOnce();
  return Promise.resolve(pieceMs.map((program) => ({ program, reference: PIECE_MS_MAX })));
}
