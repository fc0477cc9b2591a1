/**
 * Sends the bytes of one receipt to the printer, and finds out whether the receipt was printed. It sends them only
 * once: if it cannot prove that the receipt is on paper or not, the result is `unsure`.
 */
import type { PaperProblem } from '../../shared/contract.ts';
import {
  QUERY_STATUS,
  QUERY_DONE,
  CLEAR_BUFFER,
  isDoneStatus,
  isBufferCleared,
  isRealTimeStatus,
  problemOf,
} from './status.ts';
import type { IsWanted, OpenTransport, Transport } from './transport.ts';

export type Delivered =
  /** The printer reported that it has finished. */
  | { kind: 'printed' }
  /** The printer accepted the receipt, but it does not report its status. */
  | { kind: 'sent' }
  /** `mayBeOut`: a part of the receipt may be on paper. */
  | { kind: 'problem'; problem: PaperProblem; mayBeOut: boolean };

const ANSWER_WITHIN_MS = 1_500;
/** The limit for printing, which takes a second or two. */
const DONE_WITHIN_MS = 10_000;

/** Does not start after the receipt is no longer wanted, so that the next customer never gets it. */
export async function deliver(
  openTransport: OpenTransport,
  bytes: Uint8Array,
  isWanted: IsWanted,
): Promise<Delivered> {
  const transport = await openTransport();
  if (transport === null) return NOT_STARTED;
  let delivered: Delivered = { kind: 'problem', problem: 'unsure', mayBeOut: true };
  try {
    delivered = await (transport.canReceive ? sendAndConfirm : sendOnly)(
      transport,
      bytes,
      isWanted,
    );
    return delivered;
  } finally {
    if (delivered.kind === 'problem') transport.abandon();
    else transport.close();
  }
}

export const NOT_STARTED: Delivered = { kind: 'problem', problem: 'away', mayBeOut: false };

async function sendOnly(
  transport: Transport,
  bytes: Uint8Array,
  isWanted: IsWanted,
): Promise<Delivered> {
  const sent = await transport.send(bytes, isWanted);
  return sent.kind === 'sent' ? sent : { ...sent, kind: 'problem' };
}

async function sendAndConfirm(
  transport: Transport,
  bytes: Uint8Array,
  isWanted: IsWanted,
): Promise<Delivered> {
  const before = await queryProblem(transport);
  if (before !== null) return { kind: 'problem', problem: before, mayBeOut: false };
  if (!isWanted()) return NOT_STARTED;
  const sent = await transport.send(Buffer.concat([bytes, QUERY_DONE]), always);
  if (sent.kind === 'failed') return { ...sent, kind: 'problem' };
  const done = await transport.receive(isDoneStatus, DONE_WITHIN_MS);
  if (done !== null) return { kind: 'printed' };
  const after = await queryProblem(transport);
  await clearBuffer(transport);
  // Either the printer does not answer, or it has no problem but has not finished. In both cases the result is not
  // known.
  const problem = after === null || after === 'away' ? 'unsure' : after;
  return { kind: 'problem', problem, mayBeOut: true };
}

/**
 * Clears the buffer of the printer. Otherwise the rest of a receipt would be printed after a new roll is put in, for
 * another customer.
 */
async function clearBuffer(transport: Transport): Promise<void> {
  await transport.send(CLEAR_BUFFER, always);
  await transport.receive(isBufferCleared, ANSWER_WITHIN_MS);
}

/** Asks the printer for its problem. Null if it has none, `away` if it does not answer. */
async function queryProblem(transport: Transport): Promise<PaperProblem | null> {
  const asked = await transport.send(QUERY_STATUS, always);
  if (asked.kind === 'failed') return 'away';
  const offlineCause = await transport.receive(isRealTimeStatus, ANSWER_WITHIN_MS);
  const paper =
    offlineCause === null ? null : await transport.receive(isRealTimeStatus, ANSWER_WITHIN_MS);
  return offlineCause === null || paper === null ? 'away' : problemOf(offlineCause, paper);
}

function always(): boolean {
  return true;
}
