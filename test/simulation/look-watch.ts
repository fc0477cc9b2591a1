/**
 * Watches what a terminal reads while it looks a lost reply up. It may believe that an operation had no effect only if
 * the last two balances that it read did not show the effect.
 */
import * as v from 'valibot';
import type { Operation } from '../../src/main/journal/operation.ts';
import type { HttpRequest, HttpResult } from '../../src/main/world/world.ts';
import { routeOf } from './fates.ts';
import type { Plan } from './plan.ts';

export interface LookWatch {
  /** To be called with each reply that a terminal gets. */
  replied(request: HttpRequest, result: HttpResult): void;
  /** To be called before the journal believes an operation absent. */
  believesAbsent(operation: Operation): void;
}

/** This many looks in a row must show nothing. */
const LOOKS = 2;

const moneySchema = v.object({ balance_in_cents: v.number() });
/** A balance by itself, or in the contact. */
const balanceSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ data: v.union([moneySchema, v.object({ prepaid_balance: moneySchema })]) }),
  v.transform(({ data }) => ('prepaid_balance' in data ? data.prepaid_balance : data)),
);

export function createLookWatch(plan: Plan, fail: (what: string) => void): LookWatch {
  /** The last balances of each contact. The newest one is last. */
  const balances = new Map<string, number[]>();
  // Otherwise a balance may be read that is part of no look, or may change for another reason.
  const isExact =
    plan.terminalCount === 1 &&
    plan.actions.every(({ kind }) => kind === 'customer') &&
    plan.faults.every(({ route }) => route !== 'list');

  return {
    replied(request, result) {
      if (routeOf(request) !== 'balance' || result.kind !== 'response') return;
      const read = v.safeParse(balanceSchema, result.body);
      const contact = /\/contacts\/([^/?]+)/.exec(request.url)?.[1];
      if (!read.success || contact === undefined) return;
      const before = balances.get(contact) ?? [];
      balances.set(contact, [...before, read.output.balance_in_cents].slice(-LOOKS));
    },
    believesAbsent({ id, contactUuid, baseline, amountInCents }) {
      const before = baseline?.balanceInCents ?? null;
      if (before === null || !isExact) return;
      if (balances.get(contactUuid)?.includes(before + amountInCents) === true) {
        fail(`${id} is believed absent although one of the last looks showed its effect`);
      }
    },
  };
}
