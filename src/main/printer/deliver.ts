/**
 * Brings the bytes of one receipt to the printer, and learns what became of them. It sends them once:
 * what cannot be proven to be on paper, or not to be, is `unsure`.
 */
import type { PaperProblem } from '../../shared/contract.ts';
import {
  ASK_HOW_IT_IS,
  ASK_WHETHER_DONE,
  FORGET_THE_REST,
  isDoneStatus,
  isForgotten,
  isRealTimeStatus,
  problemOf,
} from './status.ts';
import type { IsWanted, OpenTransport, Transport } from './transport.ts';

export type Delivered =
  /** The printer says that it has worked it off. */
  | { kind: 'printed' }
  /** It was taken, by a printer that says nothing. */
  | { kind: 'sent' }
  /** `mayBeOut`: some of it may be on paper. */
  | { kind: 'problem'; problem: PaperProblem; mayBeOut: boolean };

const ANSWER_WITHIN_MS = 1_500;
/** A receipt takes a second or two. */
const DONE_WITHIN_MS = 10_000;

/** Nothing begins that is not wanted by then: a receipt comes out for whoever asked for it, or never. */
export async function deliver(
  openWay: OpenTransport,
  bytes: Uint8Array,
  isWanted: IsWanted,
): Promise<Delivered> {
  const way = await openWay();
  if (way === null) return NOT_BEGUN;
  let delivered: Delivered = { kind: 'problem', problem: 'unsure', mayBeOut: true };
  try {
    delivered = await (way.canHear ? converse : hand)(way, bytes, isWanted);
    return delivered;
  } finally {
    if (delivered.kind === 'problem') way.abandon();
    else way.close();
  }
}

export const NOT_BEGUN: Delivered = { kind: 'problem', problem: 'away', mayBeOut: false };

async function hand(way: Transport, bytes: Uint8Array, isWanted: IsWanted): Promise<Delivered> {
  const sent = await way.send(bytes, isWanted);
  return sent.kind === 'sent' ? sent : { ...sent, kind: 'problem' };
}

async function converse(way: Transport, bytes: Uint8Array, isWanted: IsWanted): Promise<Delivered> {
  const before = await howItIs(way);
  if (before !== null) return { kind: 'problem', problem: before, mayBeOut: false };
  if (!isWanted()) return NOT_BEGUN;
  const sent = await way.send(Buffer.concat([bytes, ASK_WHETHER_DONE]), always);
  if (sent.kind === 'failed') return { ...sent, kind: 'problem' };
  const done = await way.hear(isDoneStatus, DONE_WITHIN_MS);
  if (done !== null) return { kind: 'printed' };
  const after = await howItIs(way);
  await forgetTheRest(way);
  // One that does not answer now, or is well and yet not done, leaves it open.
  const problem = after === null || after === 'away' ? 'unsure' : after;
  return { kind: 'problem', problem, mayBeOut: true };
}

/** What waits in the printer for a new roll would come out before somebody else. */
async function forgetTheRest(way: Transport): Promise<void> {
  await way.send(FORGET_THE_REST, always);
  await way.hear(isForgotten, ANSWER_WITHIN_MS);
}

/** Null for a printer that is well; `away` for one that says nothing. */
async function howItIs(way: Transport): Promise<PaperProblem | null> {
  const asked = await way.send(ASK_HOW_IT_IS, always);
  if (asked.kind === 'failed') return 'away';
  const offlineCause = await way.hear(isRealTimeStatus, ANSWER_WITHIN_MS);
  const paper = offlineCause === null ? null : await way.hear(isRealTimeStatus, ANSWER_WITHIN_MS);
  return offlineCause === null || paper === null ? 'away' : problemOf(offlineCause, paper);
}

function always(): boolean {
  return true;
}
