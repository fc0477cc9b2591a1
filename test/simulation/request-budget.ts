/**
 * Counts the requests that a payment or a look-up costs. The number must not grow with the customer's history.
 * The requests of one payment or look-up follow each other without a timer between them, so they share one asynchronous
 * context.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type Database from 'better-sqlite3';
import { assertNever } from '../../src/shared/assert.ts';
import type { HttpRequest } from '../../src/main/world/world.ts';
import { routeOf } from './fates.ts';

/** From Pay to the reply, with the POST itself. */
const PAYMENT_REQUESTS_MAX = 3;
const LOOK_UP_REQUESTS_MAX = 4;

/** What the terminal does in one asynchronous context. */
type Work =
  | {
      kind: 'payment';
      operationId: string | null;
      requests: number;
      /** The requests about each contact for operations that come before the payment. */
      others: Map<string, number>;
    }
  /** The requests about each contact. */
  | { kind: 'turn'; requests: Map<string, number> }
  | { kind: 'comparison' };

const current = new AsyncLocalStorage<{ work: Work }>();

/** Runs what the terminal does when a customer pays. */
export function inPayment<T>(run: () => T): T {
  const others = new Map<string, number>();
  return current.run({ work: { kind: 'payment', operationId: null, requests: 0, others } }, run);
}

/** To be called for each operation that is added to a journal. */
export function noteOperation(operationId: string): void {
  const work = current.getStore()?.work;
  if (work?.kind === 'payment') work.operationId ??= operationId;
}

/** Runs what the terminal does when a timer ends. */
export function inTurn<T>(run: () => T): T {
  return current.run({ work: { kind: 'turn', requests: new Map() } }, run);
}

/** Runs a comparison with the ledger. It may read whole lists, because nobody waits for it. */
export function inComparison<T>(run: () => T): T {
  return current.run({ work: { kind: 'comparison' } }, run);
}

/** To be called for each request. Returns what is wrong, or null. */
export function countRequest(request: HttpRequest, db: Database.Database): string | null {
  const context = current.getStore();
  if (context === undefined || routeOf(request) === 'health') return null;
  const { work } = context;
  switch (work.kind) {
    case 'payment':
      if (!isWaiting(db, work.operationId)) {
        // The customer has an answer. What follows is done in the background.
        context.work = { kind: 'turn', requests: new Map() };
        return countRequest(request, db);
      }
      // The customer waits for an earlier operation of the contact, or of another one, and these requests are for that
      // one: the end of one step starts the next contact's.
      if (
        (request.method !== 'POST' && isBehindAnother(db, work.operationId)) ||
        isOfAnother(db, work.operationId, contactOf(request.url))
      ) {
        return countLookUp(request, db, work.others);
      }
      work.requests += 1;
      // What follows the POST is a look-up, or another operation of the contact.
      if (request.method === 'POST') context.work = { kind: 'turn', requests: new Map() };
      return tooMany('payment', work.requests, PAYMENT_REQUESTS_MAX);
    case 'turn':
      return countLookUp(request, db, work.requests);
    case 'comparison':
      return null;
    default:
      return assertNever(work);
  }
}

function countLookUp(
  { method, url }: HttpRequest,
  db: Database.Database,
  requests: Map<string, number>,
): string | null {
  const contact = contactOf(url);
  if (method === 'POST' || !isLookedUp(db, contact)) {
    requests.delete(contact);
    return null;
  }
  const count = (requests.get(contact) ?? 0) + 1;
  requests.set(contact, count);
  return tooMany('look-up', count, LOOK_UP_REQUESTS_MAX);
}

/** The contact whose rows of a shop or whose balance are asked for. Empty if there is none. */
function contactOf(url: string): string {
  const match = /contact_uuid=([^&]+)&shop_uuid=|\/contacts\/([^/?]+)(?:\/prepaid-balance)?$/.exec(
    url,
  );
  return decodeURIComponent(match?.[1] ?? match?.[2] ?? '');
}

function tooMany(what: string, count: number, max: number): string | null {
  return count > max ? `a ${what} costs ${count} requests or more` : null;
}

function isWaiting(db: Database.Database, operationId: string | null): boolean {
  return (
    db
      .prepare<[string | null]>("SELECT 1 FROM operation WHERE id = ? AND promise = 'none'")
      .get(operationId) !== undefined
  );
}

/** True if the request is about another contact than that of the payment. */
function isOfAnother(
  db: Database.Database,
  operationId: string | null,
  contactUuid: string,
): boolean {
  const found = db
    .prepare<[string | null], { contact_uuid: string }>(
      'SELECT contact_uuid FROM operation WHERE id = ?',
    )
    .get(operationId);
  return contactUuid !== '' && found !== undefined && found.contact_uuid !== contactUuid;
}

/** True if another operation of the contact comes first: its reply was lost, it is taken back, or it is older. */
function isBehindAnother(db: Database.Database, operationId: string | null): boolean {
  return (
    db
      .prepare<[string | null]>(
        `SELECT 1 FROM operation AS this JOIN operation AS other USING (contact_uuid)
         WHERE this.id = ? AND other.id <> this.id AND this.ledger = 'absent'
           AND other.is_settled = 0 AND other.held_reason IS NULL
           AND (other.seq < this.seq OR other.kind = 'reversal'
             OR other.ledger IN ('sent', 'unknown', 'present'))`,
      )
      .get(operationId) !== undefined
  );
}

/** True if the reply to an operation of this contact was lost. */
function isLookedUp(db: Database.Database, contact: string): boolean {
  return (
    db
      .prepare<[string]>(
        `SELECT 1 FROM operation WHERE contact_uuid = ? AND ledger = 'unknown'
         AND is_settled = 0 AND held_reason IS NULL`,
      )
      .get(contact) !== undefined
  );
}
