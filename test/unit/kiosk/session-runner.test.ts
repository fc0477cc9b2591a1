import { describe, expect, it } from 'vitest';
import { createSessionRunner, type SessionRunner } from '../../../src/main/kiosk/session-runner.ts';
import type { SpendOutcome } from '../../../src/main/session/answers.ts';
import { assert } from '../../../src/shared/assert.ts';
import { contactUuid } from '../../../src/shared/ids.ts';
import { aSessionConfig, aCustomer, aPaidOutcome, NOT_COMPLETED } from '../../builders/session.ts';
import { DEMO_CARD } from '../../builders/names.ts';

/** A session just after the outcome of a payment. Its buttons are armed. */
async function ended(
  outcome: SpendOutcome,
): Promise<{ session: SessionRunner; prints: (() => boolean)[] }> {
  const config = aSessionConfig();
  const prints: (() => boolean)[] = [];
  const arms: (() => void)[] = [];
  const session = createSessionRunner({
    world: {
      after(delayMs, run) {
        if (delayMs === config.armMs) arms.push(run);
        return () => undefined;
      },
    },
    config,
    wallet: {
      identify: (value) =>
        Promise.resolve({
          kind: 'found',
          customer: {
            ...aCustomer(),
            identifierValue: value,
            contactUuid: contactUuid('contact-1'),
          },
        }),
      recall: () => null,
      readOlder: () => Promise.resolve({ kind: 'failed', problem: 'offline' }),
      spend: () => Promise.resolve(outcome),
    },
    print: (_asked, isWanted) =>
      new Promise(() => {
        prints.push(isWanted);
      }),
    staff: {
      checkPin: () => Promise.resolve({ kind: 'right' }),
      startTeaching: () => undefined,
      cancelTeaching: () => undefined,
      useProfile: () => undefined,
    },
    onChange: () => undefined,
  });
  session.dispatch({ kind: 'ready', config });
  session.dispatch({ kind: 'scanned', value: DEMO_CARD });
  await answers();
  tap(session, 'startSpend');
  session.dispatch({ kind: 'pressDigit', digit: 5, screenId: session.machine().counters.screen });
  tap(session, 'review');
  arms.at(-1)?.();
  tap(session, 'confirmSpend');
  await answers();
  assert(session.machine().state.kind === outcome.kind, 'the outcome is shown');
  return { session, prints };
}

function tap(
  session: SessionRunner,
  kind: 'startSpend' | 'review' | 'confirmSpend' | 'printReceipt' | 'stop',
): void {
  session.dispatch({ kind, screenId: session.machine().counters.screen });
}

function answers(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe.each([aPaidOutcome(), NOT_COMPLETED])(
  'a receipt that the printer has not started yet: $kind',
  (outcome) => {
    it('is still wanted while its customer is there', async () => {
      const { session, prints } = await ended(outcome);
      tap(session, 'printReceipt');
      expect(prints.map((isWanted) => isWanted())).toEqual([true]);
      tap(session, 'printReceipt');
      expect(prints).toHaveLength(1);
    });

    it('is no longer wanted after the customer leaves or another card is scanned', async () => {
      const { session, prints } = await ended(outcome);
      tap(session, 'printReceipt');
      session.dispatch({ kind: 'scanned', value: 'another-card' });
      expect(prints.map((isWanted) => isWanted())).toEqual([false]);
      await answers();
      expect(prints.map((isWanted) => isWanted())).toEqual([false]);
    });
  },
);
