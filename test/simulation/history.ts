/**
 * The rules of the history of one operation, checked on its events. Pure.
 *  - The time of its first POST stays, whatever is sent later. Only a POST that never left, or staff, take it back. The
 *    reply to the only POST can make it later, because the ledger's clock is known better then.
 *  - It does not move to another contact while a POST is under way, because the reply names the old contact.
 */
import * as v from 'valibot';

export interface HistoryEvent {
  kind: string;
  body: string;
}

const bodySchema = v.looseObject({
  ledger: v.optional(v.string()),
  firstSentAtServer: v.optional(v.nullable(v.number())),
});

/** These events may take back the time of the first POST. */
const TAKES_TIME_BACK: ReadonlySet<string> = new Set(['notSent', 'decided']);

export function brokenRules(events: readonly HistoryEvent[]): string[] {
  const broken: string[] = [];
  let ledger = '';
  let posts = 0;
  let firstSent: number | null = null;
  for (const { kind, body } of events) {
    const change = v.parse(bodySchema, JSON.parse(body));
    const time: number | null =
      change.firstSentAtServer === undefined ? firstSent : change.firstSentAtServer;
    const isReply = kind === 'present' && ledger === 'sent' && posts === 1;
    const isNarrower = isReply && time !== null && firstSent !== null && time > firstSent;
    if (firstSent !== null && time !== firstSent && !isNarrower && !TAKES_TIME_BACK.has(kind)) {
      broken.push('lost the time of its first POST');
    }
    if (kind === 'rebound' && ledger === 'sent') {
      broken.push('moved to another contact while its POST was under way');
    }
    if (kind === 'sent') posts += 1;
    if (kind === 'notSent' && time === null) posts = 0;
    firstSent = time;
    ledger = change.ledger ?? ledger;
  }
  return broken;
}
