import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createShutdownGrace, owesResult } from '../../../src/main/kiosk/shutdown-grace.ts';
import { createClock } from '../../builders/reader-clock.ts';
import { aPaidOutcome, aSessionAt, type Session } from '../../builders/session.ts';

/** A kiosk that stops during a payment. */
function ending(session: Session) {
  const clock = createClock();
  const shutdownGrace = createShutdownGrace(clock);
  const isRead = shutdownGrace.isRead(session.machine).then(() => true);
  return {
    isOver: () => Promise.race([isRead, setImmediate(false)]),
    wait: clock.advance,
    happen: (run: () => void) => {
      run();
      shutdownGrace.changed(session.machine);
    },
  };
}

describe('the end of the kiosk', () => {
  it('does not wait if no payment is under way', async () => {
    expect(owesResult(aSessionAt('armed').machine)).toBe(false);
    expect(owesResult(aSessionAt('paid').machine)).toBe(false);
    expect(await ending(aSessionAt('armed')).isOver()).toBe(true);
  });

  it('waits until the result of a payment was drawn and the customer had time to read it', async () => {
    const session = aSessionAt('paying');
    expect(owesResult(session.machine)).toBe(true);
    const { wait, happen, isOver } = ending(session);
    wait(9_000);
    happen(() => session.spendEnded(aPaidOutcome()));
    wait(4_999);
    expect(await isOver()).toBe(false);
    wait(1);
    expect(await isOver()).toBe(true);
  });

  it('stops waiting when the customer leaves', async () => {
    const session = aSessionAt('paying');
    const { happen, isOver } = ending(session);
    happen(() => session.spendEnded(aPaidOutcome()));
    happen(() => session.fire('arm'));
    expect(await isOver()).toBe(false);
    happen(() => session.tap('stop'));
    expect(await isOver()).toBe(true);
  });

  it('waits only for a limited time if the page no longer exists', async () => {
    const session = aSessionAt('paying');
    const { wait, happen, isOver } = ending(session);
    happen(() => {
      const token = session.machine.counters.request;
      session.send({ kind: 'spendEnded', token, outcome: aPaidOutcome() });
    });
    expect(owesResult(session.machine)).toBe(true);
    wait(9_999);
    expect(await isOver()).toBe(false);
    wait(1);
    expect(await isOver()).toBe(true);
  });
});
