/** What can be wrong with a journal. Data only. */
import type { EpochMs } from '../../shared/time.ts';
import type { JournalState } from './state.ts';

export interface Damage {
  kind:
    | 'notADatabase'
    | 'newerVersion'
    | 'pages'
    | 'schema'
    | 'chain'
    | 'operation'
    /** The kiosk ran before, and its journal is gone or empty. */
    | 'missing'
    /** The journal lacks events that the record beside it has. */
    | 'behind'
    /** The record is missing or unreadable, so nothing shows whether events are missing. */
    | 'record'
    /** An older copy of the data folder was put back. */
    | 'olderCopy'
    /** The journal was copied here. The other copy may still be in use. */
    | 'otherMachine'
    | 'otherFolder'
    /** The journal is whole, but the settings about money have changed since they were accepted. */
    | 'settings';
  /** The row or the event, or SQLite's message about the pages. */
  where: string;
  /** The time of the damaged event. Null if it is not known. */
  since: EpochMs | null;
}

/** What a check found: the state that the events add up to, or damage. */
export type Verified = { kind: 'whole'; state: JournalState } | { kind: 'damaged'; damage: Damage };
