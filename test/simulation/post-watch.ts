/**
 * Watches the requests of a terminal.
 *  - Nothing is sent too soon: after an uncertain reply an operation waits for the settle time; after a 429 the contact's
 *    operations wait for `Retry-After`; nothing overtakes a reversal of the same contact.
 *  - Nothing is sent on old knowledge: the contact's rows were read just before, or are known from the last reply.
 *  - The server is not asked without a pause: the waits between the tries grow.
 *  - The journal has the time of the POST by the server's clock before the first byte leaves.
 */
import type Database from 'better-sqlite3';
import type { HttpRequest, HttpResult } from '../../src/main/world/world.ts';
import { routeOf } from './fates.ts';
import type { MachineTime } from './machine-time.ts';
import type { Plan } from './plan.ts';

export interface PostWatch {
  /**
   * For each operation: when its first POST left, by the ledger's clock. Empty if the server's clock is not right.
   */
  firstPostMs: ReadonlyMap<string, number>;
  /** To be called at a restart: the terminal then forgets what the server answered. */
  restarted(): void;
  /** To be called for each request. The returned function takes the reply. */
  sending(
    db: Database.Database,
    request: HttpRequest,
    time: MachineTime,
  ): (result: HttpResult) => void;
}

export interface PostWatchOptions {
  plan: Plan;
  settleMs: number;
  /** The true time. */
  nowMs: () => number;
  /** Called for each operation that is sent. A reversal is an operation of its own. */
  onSent: (operationId: string) => void;
  fail: (what: string) => void;
}

/** The oldest knowledge on which an operation may be sent. */
const KNOWN_MS_MAX = 60_000;
/** In a shared shop, where other terminals add rows, and for a second POST, because the first may still take effect. */
const KNOWN_MS_MAX_STRICT = 5_000;

/** The balance comes this much later than the rows at most: the time limit of a request. */
const READING_MS_MAX = 8_000;

/** No operation is sent, and no contact's list is read to look it up, more often than this in a minute. */
const PER_MINUTE_MAX = 15;

interface Sent {
  id: string;
  seq: number;
  contact_uuid: string;
  sends: number;
  first_sent_at_server: number | null;
  last_sent_at_server: number | null;
}

const SENT = `SELECT operation.id, operation.seq, contact_uuid, sends, first_sent_at_server, last_sent_at_server
  FROM operation JOIN event ON event.operation_id = operation.id
  WHERE operation.ledger = 'sent' AND event.kind = 'sent' ORDER BY event.seq DESC LIMIT 1`;

const LAST_SEQ = 'SELECT MAX(seq) AS seq FROM operation';

export function createPostWatch({
  plan,
  settleMs,
  nowMs,
  onSent,
  fail,
}: PostWatchOptions): PostWatch {
  const notBeforeMs = new Map<string, number>();
  /** For each contact: the end of `Retry-After`, for the operations that the journal had when it came. */
  const asked = new Map<string, { untilMs: number; lastSeq: number }>();
  /** For each contact: when its rows were last read, by the terminal's monotonic clock. */
  const knownMs = new Map<string, number>();

  /** The rows and the balance are read together, and the balance shows whether the rows still hold. */
  const watchBalance = (
    request: HttpRequest,
    time: MachineTime,
  ): ((result: HttpResult) => void) => {
    const contact = /\/contacts\/([^/?]+)/.exec(request.url)?.[1] ?? '';
    return (result) => {
      const nowMs = time.monotonicMs();
      const readMs = knownMs.get(contact) ?? -Infinity;
      if (isGood(result) && nowMs - readMs <= READING_MS_MAX) knownMs.set(contact, nowMs);
    };
  };

  const watchRead = (request: HttpRequest, time: MachineTime): ((result: HttpResult) => void) => {
    if (routeOf(request) === 'balance') return watchBalance(request, time);
    const query = new URL(request.url).searchParams;
    const contact = query.get('contact_uuid');
    if (routeOf(request) !== 'list' || contact === null) return () => undefined;
    // The list without a shop is the history for the screen.
    if (query.has('shop_uuid') && query.get('page') === '1') {
      // Each scan and each payment may read them once.
      checkPace(`the rows of ${contact}`, PER_MINUTE_MAX + plan.actions.length);
    }
    return (result) => {
      if (isGood(result)) knownMs.set(contact, time.monotonicMs());
    };
  };

  /** For each operation and each contact: when the last requests about it were made. */
  const recentMs = new Map<string, number[]>();
  const checkPace = (about: string, max = PER_MINUTE_MAX): void => {
    const times = (recentMs.get(about) ?? []).filter((atMs) => nowMs() - atMs < 60_000);
    recentMs.set(about, [...times, nowMs()]);
    if (times.length >= max) fail(`the server is asked without a pause about ${about}`);
  };

  const firstPostMs = new Map<string, number>();

  // A reply that belongs to an earlier request has the time of that request.
  const hasTrueDates =
    plan.dates.skewMs === 0 &&
    plan.dates.driftMsPerSecond === 0 &&
    plan.faults.every(({ fault }) => fault.kind !== 'crossed');

  const serverMs = (): number => nowMs() + (plan.behaviour.clockOffsetMs ?? 0);

  const checkSent = (db: Database.Database, sent: Sent, time: MachineTime): void => {
    const { id, sends } = sent;
    if (isOvertaking(db, id)) fail(`${id} is sent before the reversal of an earlier operation`);
    const { untilMs, lastSeq } = asked.get(sent.contact_uuid) ?? { untilMs: 0, lastSeq: 0 };
    const earliestMs = Math.max(notBeforeMs.get(id) ?? 0, sent.seq <= lastSeq ? untilMs : 0);
    const tooSoonMs = earliestMs - nowMs();
    checkPace(`operation ${id}`);
    if (tooSoonMs > 0) fail(`${id} is sent again ${tooSoonMs} ms too soon`);
    const ageMs = time.monotonicMs() - (knownMs.get(sent.contact_uuid) ?? -Infinity);
    const ageMsMax = plan.isOwnShop && sends === 1 ? KNOWN_MS_MAX : KNOWN_MS_MAX_STRICT;
    if (plan.flavour === 'clients' && ageMs > ageMsMax) {
      fail(`${id} is sent on rows that were read ${ageMs} ms before`);
    }
    if (!hasTrueDates) return;
    if ((sent.first_sent_at_server ?? 0) > serverMs()) fail(`${id} has a first POST in the future`);
    if ((sent.last_sent_at_server ?? Infinity) < serverMs()) {
      fail(`${id} is sent after the time of its last POST`);
    }
  };

  return {
    firstPostMs,
    restarted() {
      asked.clear();
      knownMs.clear();
    },
    sending(db, request, time) {
      if (request.method === 'GET') return watchRead(request, time);
      const sent = db.prepare<[], Sent>(SENT).get();
      if (sent === undefined) {
        fail('a POST is sent that belongs to no operation');
        return () => undefined;
      }
      const { id, contact_uuid: contact } = sent;
      checkSent(db, sent, time);
      onSent(id);
      const isFirst = hasTrueDates && !firstPostMs.has(id);
      if (isFirst) firstPostMs.set(id, serverMs());
      // The outcome is uncertain until the reply comes.
      notBeforeMs.set(id, nowMs() + settleMs);
      return (result) => {
        if (isFirst && result.kind === 'notSent') firstPostMs.delete(id);
        notBeforeMs.set(id, isUncertain(result) ? nowMs() + settleMs : 0);
        const lastSeq = db.prepare<[], { seq: number }>(LAST_SEQ).get()?.seq ?? 0;
        asked.set(contact, { untilMs: nowMs() + retryAfterOf(result), lastSeq });
        if (isGood(result)) knownMs.set(contact, time.monotonicMs());
      };
    },
  };
}

/** True if a reversal of the same contact waits although it could be sent. */
function isOvertaking(db: Database.Database, id: string): boolean {
  return (
    db
      .prepare<[string]>(
        `SELECT 1 FROM operation AS sent JOIN operation AS reversal USING (contact_uuid)
         WHERE sent.id = ? AND sent.kind <> 'reversal' AND reversal.kind = 'reversal'
           AND reversal.is_settled = 0 AND reversal.held_reason IS NULL`,
      )
      .get(id) !== undefined
  );
}

function isGood(result: HttpResult): boolean {
  return result.kind === 'response' && result.status >= 200 && result.status < 300;
}

function isUncertain(result: HttpResult): boolean {
  if (result.kind === 'notSent') return false;
  if (result.kind === 'lost' || result.status < 400 || result.status >= 500) return true;
  return result.body.includes('"code":1000');
}

function retryAfterOf(result: HttpResult): number {
  return result.kind === 'response' && result.status === 429
    ? Number(result.headers['retry-after'] ?? 0) * 1000
    : 0;
}
