import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPinCheck } from '../../../src/main/kiosk/pin-check.ts';
import { filePinTries, PIN_TRIES_FILE, type PinTries } from '../../../src/main/staff/pin-tries.ts';
import { aLog } from '../../builders/log.ts';

const RIGHT = '2468';
const WRONG = '1111';

/** The count of wrong PINs in memory, like an undamaged file. A restart reads `count`. */
function aMemory(): PinTries & { count: number | null } {
  const memory = {
    count: 0 as number | null,
    read: () => memory.count,
    keep(wrongCount: number) {
      memory.count = wrongCount;
      return Promise.resolve(true);
    },
  };
  return memory;
}

/** A PIN check with a clock that the test moves. Each start sets the clock to zero. */
function aKiosk(tries: PinTries) {
  let nowMs = 0;
  const start = () =>
    createPinCheck({ world: { monotonicMs: () => nowMs }, stored: null, demoPin: RIGHT, tries });
  let door = start();
  return {
    enter: (pin: string) => door(pin),
    wait(ms: number) {
      nowMs += ms;
    },
    restart() {
      nowMs = 0;
      door = start();
    },
  };
}

/** The count of wrong PINs in a real file. */
function aFile() {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-pin-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { tries: filePinTries(folder, aLog().log), file: join(folder, PIN_TRIES_FILE) };
}

type Move =
  { kind: 'try' } | { kind: 'wait'; ms: number } | { kind: 'restart'; isDamaged: boolean };

const aMove: fc.Arbitrary<Move> = fc.oneof(
  fc.constant({ kind: 'try' as const }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(600_000) }),
  fc.record({ kind: fc.constant('restart' as const), isDamaged: fc.boolean() }),
);

/** After each move: how many wrong PINs have been checked so far. */
async function triesIn(moves: readonly Move[], { isRestarted }: { isRestarted: boolean }) {
  const memory = aMemory();
  const kiosk = aKiosk(memory);
  let count = 0;
  const counts: number[] = [];
  for (const move of moves) {
    if (move.kind === 'try' && (await kiosk.enter(WRONG)).kind === 'wrong') count += 1;
    if (move.kind === 'wait') kiosk.wait(move.ms);
    if (move.kind === 'restart' && isRestarted) {
      if (move.isDamaged) memory.count = null;
      kiosk.restart();
    }
    counts.push(count);
  }
  return counts;
}

describe('the PIN check of the staff area', () => {
  it('gives no extra tries to a person who restarts the kiosk or damages the file of the count', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aMove, { maxLength: 40 }), async (moves) => {
        const whole = await triesIn(moves, { isRestarted: false });
        const restarted = await triesIn(moves, { isRestarted: true });
        expect(restarted.every((count, at) => count <= (whole[at] ?? 0))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is locked for the full time again after a restart, and then accepts the right PIN', async () => {
    const { tries } = aFile();
    const kiosk = aKiosk(tries);
    for (const expected of [0, 0, 15]) {
      expect(await kiosk.enter(WRONG)).toEqual({ kind: 'wrong', lockedSeconds: expected });
    }
    kiosk.wait(14_000);
    kiosk.restart();
    expect(await kiosk.enter(RIGHT)).toEqual({ kind: 'locked', lockedSeconds: 15 });
    kiosk.wait(15_000);
    expect(await kiosk.enter(RIGHT)).toEqual({ kind: 'right' });
    kiosk.restart();
    expect(await kiosk.enter(WRONG)).toEqual({ kind: 'wrong', lockedSeconds: 0 });
  });

  it('counts a try before it checks the PIN, so that pulling the power plug gives no extra try', async () => {
    const memory = aMemory();
    const kept: Promise<boolean>[] = [];
    // The disk never answers, so a restart finds at most the last count that was to be written.
    const kiosk = aKiosk({
      ...memory,
      keep: (count) => {
        kept.push(memory.keep(count));
        return new Promise(() => undefined);
      },
    });
    const answer = kiosk.enter(WRONG);
    const first = await Promise.race([answer, Promise.resolve().then(() => 'not answered')]);
    await Promise.all(kept);
    expect([first, memory.count]).toEqual(['not answered', 1]);
  });

  it('is locked for a quarter of an hour after it found a damaged file', async () => {
    const { tries, file } = aFile();
    writeFileSync(file, '{"wrongCount":0');
    const kiosk = aKiosk(tries);
    expect(await kiosk.enter(RIGHT)).toEqual({ kind: 'locked', lockedSeconds: 900 });
    kiosk.wait(900_000);
    expect(await kiosk.enter(RIGHT)).toEqual({ kind: 'right' });
    expect(tries.read()).toBe(0);
  });

  it('does not check a PIN if the try cannot be counted', async () => {
    const kiosk = aKiosk({ read: () => 0, keep: () => Promise.resolve(false) });
    expect(await kiosk.enter(RIGHT)).toEqual({ kind: 'locked', lockedSeconds: 15 });
  });

  it('counts each of many tries at once', async () => {
    const { tries } = aFile();
    const kiosk = aKiosk(tries);
    const answers = await Promise.all(Array.from({ length: 20 }, () => kiosk.enter(WRONG)));
    expect(answers.filter(({ kind }) => kind === 'wrong')).toHaveLength(3);
    expect(tries.read()).toBe(3);
  });
});
