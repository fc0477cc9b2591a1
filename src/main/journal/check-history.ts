/**
 * Verifies the whole journal in a process of its own, behind the first view. The process reads one snapshot through its
 * own connection, and writes nothing. A payment never waits for it, and the kiosk can end it at any time: a thread could
 * not be ended while SQLite checks the pages.
 */
import * as v from 'valibot';
import { epochMsSchema } from '../../shared/time.ts';
import type { ArchiveProblem } from './archive/find-lost.ts';
import type { Damage } from './damage.ts';

const messageSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('progress'), percent: v.number() }),
  v.strictObject({
    kind: v.literal('archives'),
    problems: v.array(
      v.strictObject({
        name: v.string(),
        kind: v.picklist(['missing', 'unreadable', 'changed', 'foreign']),
      }),
    ),
  }),
  v.strictObject({
    kind: v.literal('ended'),
    damage: v.nullable(
      v.strictObject({
        kind: v.picklist(['pages', 'schema', 'chain', 'operation']),
        where: v.string(),
        since: v.nullable(epochMsSchema),
      }),
    ),
  }),
]);
/** What the process reports. */
export type CheckMessage = v.InferOutput<typeof messageSchema>;

export interface CheckListener {
  onProgress: (percent: number) => void;
  /** Archives that are missing or were changed. Called if the journal is whole. */
  onArchives: (problems: readonly ArchiveProblem[]) => void;
  /** Null if the journal is whole. */
  onEnd: (damage: Damage | null) => void;
  /** The check itself failed, so it says nothing about the journal. */
  onFailure: (error: Error) => void;
}

/** Starts to verify the journal. Returns the function that stops it. */
export type CheckHistory = (listener: CheckListener) => () => void;

/** Starts the process `check-history-process.ts`. Each shell does it in its own way. */
export type SpawnCheck = (events: {
  /** Not parsed yet. */
  message: (message: unknown) => void;
  /** Called once, even if the process never started. */
  exit: () => void;
}) => { kill: () => void };

/** The environment variable that names the journal to the process. */
export const FILE_VARIABLE = 'JOURNAL_TO_CHECK';

export function inProcess(spawn: SpawnCheck): CheckHistory {
  return (listener) => {
    let isOver = false;
    const child = spawn({
      message(value) {
        if (isOver) return;
        const message = v.parse(messageSchema, value);
        if (message.kind === 'progress') {
          listener.onProgress(message.percent);
          return;
        }
        if (message.kind === 'archives') {
          listener.onArchives(message.problems);
          return;
        }
        isOver = true;
        child.kill();
        listener.onEnd(message.damage);
      },
      exit() {
        if (!isOver) listener.onFailure(new Error('the process ended before it had checked all'));
        isOver = true;
      },
    });
    return () => {
      isOver = true;
      child.kill();
    };
  };
}
