/**
 * Watches the requests of a terminal, so that nothing is sent too soon. After an uncertain reply an operation waits for the
 * settle time, after a 429 for `Retry-After`, and nothing overtakes a reversal of the same contact.
 */
import type Database from 'better-sqlite3';
import type { HttpRequest, HttpResult } from '../../src/main/world/world.ts';

export interface PostWatch {
  /** To be called at a restart: the terminal then forgets the server's `Retry-After`. */
  restarted(): void;
  /** To be called for each request. The returned function takes the reply. */
  sending(
    db: Database.Database,
    request: HttpRequest,
    nowMs: number,
  ): (result: HttpResult, nowMs: number) => void;
}

export function createPostWatch(settleMs: number, fail: (what: string) => void): PostWatch {
  const notBeforeMs = new Map<string, number>();
  const askedMs = new Map<string, number>();
  return {
    restarted: () => askedMs.clear(),
    sending(db, { method }, nowMs) {
      if (method === 'GET') return () => undefined;
      const sent = db
        .prepare<[], { id: string; at: number }>(
          `SELECT operation.id FROM operation JOIN event ON event.operation_id = operation.id
           WHERE operation.ledger = 'sent' AND event.kind = 'sent' ORDER BY event.seq DESC LIMIT 1`,
        )
        .get();
      if (sent === undefined) {
        fail('a POST is sent that belongs to no operation');
        return () => undefined;
      }
      const { id } = sent;
      if (isOvertaking(db, id)) fail(`${id} is sent before the reversal of an earlier operation`);
      const earliestMs = Math.max(notBeforeMs.get(id) ?? 0, askedMs.get(id) ?? 0);
      const tooSoonMs = earliestMs - nowMs;
      if (tooSoonMs > 0) fail(`${id} is sent again ${tooSoonMs} ms too soon`);
      // The outcome is uncertain until the reply comes.
      notBeforeMs.set(id, nowMs + settleMs);
      return (result, replyMs) => {
        notBeforeMs.set(id, isUncertain(result) ? replyMs + settleMs : 0);
        askedMs.set(id, replyMs + retryAfterOf(result));
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
