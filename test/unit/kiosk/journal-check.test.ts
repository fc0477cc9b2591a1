/** The history of a long journal is verified behind the first view. Damage is recorded, and ends the process. */
import { describe, expect, it, vi } from 'vitest';
import { createJournalCheck } from '../../../src/main/kiosk/journal-check.ts';
import type { CheckListener } from '../../../src/main/journal/check-history.ts';
import type { Damage } from '../../../src/main/journal/damage.ts';
import { aLog } from '../../builders/log.ts';
import { aVirtualWorld } from '../../builders/virtual-world.ts';

const DAMAGE: Damage = { kind: 'operation', where: 'operation x', since: null };

function aCheck(isVerifiedInPart = true) {
  const world = aVirtualWorld();
  const acts: string[] = [];
  let listener: CheckListener | null = null;
  const check = createJournalCheck({
    world,
    log: aLog().log,
    opened: {
      isVerifiedInPart,
      lostArchives: [],
      refuse({ where }) {
        acts.push(`recorded ${where}`);
        return { kind: 'written', value: null };
      },
    },
    checkHistory(given) {
      acts.push('begun');
      listener = given;
      return () => acts.push('stopped');
    },
    fail: () => acts.push('ended'),
  });
  check.start();
  return {
    ...{ world, check, acts },
    listener: (): CheckListener => {
      if (listener === null) throw new Error('the check has not begun');
      return listener;
    },
  };
}

describe('the check of the history', () => {
  it('begins after the first view, and says how far it is', async () => {
    const { world, check, acts, listener } = aCheck();
    const changed = vi.fn();
    check.onChange(changed);
    expect(acts).toEqual([]);
    await world.advance(5_000);
    expect(acts).toEqual(['begun']);
    listener().onProgress(42);
    expect(check.percent()).toBe(42);
    listener().onEnd(null);
    expect(check.percent()).toBeNull();
    expect(changed).toHaveBeenCalledTimes(2);
    expect(acts).not.toContain('ended');
  });

  it('names damaged archives, and goes on', async () => {
    const { world, check, acts, listener } = aCheck();
    await world.advance(5_000);
    listener().onArchives([{ name: '2026-01-x', kind: 'missing' }]);
    listener().onEnd(null);
    expect(check.archiveProblems()).toEqual([{ name: '2026-01-x', kind: 'missing' }]);
    expect(acts).not.toContain('ended');
  });

  it('does not begin if the start has verified everything, or if the kiosk stops before', async () => {
    const whole = aCheck(false);
    await whole.world.advance(10_000);
    expect(whole.acts).toEqual([]);
    const stopped = aCheck();
    stopped.check.stop();
    await stopped.world.advance(10_000);
    expect(stopped.acts).toEqual([]);
  });

  it('records damage before it ends the process, so that the next start sends nothing', async () => {
    const { world, acts, listener } = aCheck();
    await world.advance(5_000);
    listener().onEnd(DAMAGE);
    expect(acts).toEqual(['begun', 'recorded operation x', 'ended']);
  });

  it('says nothing about the journal if it fails itself', async () => {
    const { world, check, acts, listener } = aCheck();
    await world.advance(5_000);
    listener().onFailure(new Error('no process'));
    expect(check.percent()).toBeNull();
    expect(acts).not.toContain('ended');
  });

  it('stops with the kiosk', async () => {
    const { world, check, acts } = aCheck();
    await world.advance(5_000);
    check.stop();
    expect(acts).toContain('stopped');
  });
});
