import { describe, expect, it } from 'vitest';
import { WEDGE_DEFAULTS, type WedgeSettings } from '../../../src/wedge/config.ts';
import { aKey } from '../../builders/key.ts';
import { captureWedge, typedIntent } from '../../../src/wedge/capture.ts';

/** A clock with one timer. The test moves both. */
function aKeyboard() {
  const delivered: string[] = [];
  let nowMs = 0;
  let came = '';
  let strayCount = 0;
  let isQuestion = false;
  let settings = WEDGE_DEFAULTS;
  let timer: { atMs: number; run: () => void } | null = null;
  const capture = captureWedge(
    {
      scan: (value, keys) => {
        delivered.push(`scan ${value}`);
        came = keys.map(({ key }) => key).join('');
      },
      typed: (key) => delivered.push(key.kind === 'digit' ? `digit ${key.digit}` : key.kind),
      takeBack: () => delivered.push('take back'),
      stray: () => {
        strayCount += 1;
      },
      isQuestion: () => isQuestion,
      press: (key) => delivered.push(`press ${key === ' ' ? 'Space' : key}`),
      refused: (keys) => {
        delivered.push('refused');
        came = keys.map(({ key }) => key).join('');
      },
    },
    {
      nowMs: () => nowMs,
      after: (delayMs, run) => {
        timer = { atMs: nowMs + delayMs, run };
        return () => {
          timer = null;
        };
      },
    },
    () => settings,
  );
  return {
    delivered,
    came: () => came,
    strayCount: () => strayCount,
    ask: () => {
      isQuestion = true;
    },
    setUp: (changes: Partial<WedgeSettings>) => {
      settings = { ...settings, ...changes };
    },
    press: (text: string) => {
      for (const key of text) {
        nowMs += 20;
        capture(aKey({ key: key === '\r' ? 'Enter' : key, atMs: nowMs }));
      }
    },
    pressKey: (key: string) => {
      nowMs += 20;
      capture(aKey({ key, atMs: nowMs }));
    },
    /** Types keys that went down at these times, and are handled now. */
    type: (text: string, atMs: readonly number[]) => {
      for (const [at, key] of Array.from(text).entries())
        capture(aKey({ key, atMs: atMs[at] ?? 0 }));
    },
    pressStaffKeys: () => {
      nowMs += 20;
      return capture(aKey({ key: 'S', code: 'KeyS', ctrl: true, shift: true, atMs: nowMs }));
    },
    late: (lengthMs: number) => {
      nowMs += lengthMs;
    },
    wait: (lengthMs: number) => {
      const untilMs = nowMs + lengthMs;
      for (let due = timer; due !== null && due.atMs <= untilMs; due = timer) {
        nowMs = Math.max(nowMs, due.atMs);
        timer = null;
        due.run();
      }
      nowMs = untilMs;
    },
  };
}

describe('the wedge of a shell', () => {
  it('delivers a scan without a suffix only after its pause', () => {
    const keyboard = aKeyboard();
    keyboard.press('CARD1');
    keyboard.wait(1_500);
    expect(keyboard.delivered).toEqual([]);
    keyboard.wait(1);
    expect(keyboard.delivered).toEqual(['scan CARD1']);
  });

  it('reports letters that nobody can use, once for each burst, and no digit', () => {
    const keyboard = aKeyboard();
    keyboard.press('7');
    keyboard.wait(2_100);
    expect(keyboard.strayCount()).toBe(0);
    keyboard.press('x');
    keyboard.wait(300);
    expect(keyboard.strayCount()).toBe(1);
    expect(keyboard.delivered).toEqual(['begin', 'digit 7']);
  });

  it('delivers a single digit soon, without waiting for another key', () => {
    const keyboard = aKeyboard();
    keyboard.press('7');
    keyboard.wait(121);
    expect(keyboard.delivered).toEqual(['begin', 'digit 7']);
  });

  it('presses the focused button for the space bar, but not for a space at the beginning of a scan', () => {
    const keyboard = aKeyboard();
    keyboard.press(' ');
    keyboard.wait(700);
    keyboard.press(' CARD');
    keyboard.wait(1_501);
    expect(keyboard.delivered).toEqual(['press Space', 'scan  CARD']);
  });

  describe.each(['\r', ' '])('with Enter or the space bar (%j)', (key) => {
    it.each([100, 260, 400, 580])(
      'presses nothing on a question if a code follows after %i ms',
      (ms) => {
        const keyboard = aKeyboard();
        keyboard.ask();
        keyboard.press(key);
        keyboard.wait(ms);
        keyboard.press('4006381333931');
        keyboard.wait(3_000);
        expect(keyboard.delivered.filter((each) => each.startsWith('press'))).toEqual([]);
      },
    );

    it('presses on a question if nothing follows', () => {
      const keyboard = aKeyboard();
      keyboard.ask();
      keyboard.press(key);
      keyboard.wait(600);
      expect(keyboard.delivered).toEqual([]);
      keyboard.wait(1);
      expect(keyboard.delivered).toHaveLength(1);
    });

    it.each([260, 400, 570])(
      'refuses a code that follows after %i ms, because that key may be a part of it',
      (ms) => {
        const keyboard = aKeyboard();
        keyboard.press(key);
        keyboard.wait(ms);
        keyboard.press('4006381333931');
        keyboard.wait(3_000);
        expect(keyboard.delivered.slice(1)).toEqual(['refused']);
      },
    );

    it('presses nothing if the machine was held up and keys follow', () => {
      const keyboard = aKeyboard();
      keyboard.press(key);
      keyboard.late(2_000);
      keyboard.press('4006381333931');
      keyboard.wait(3_000);
      expect(keyboard.delivered.filter((each) => each.startsWith('press'))).toEqual([]);
    });

    it('presses nothing on a question if a key for the page follows, such as Escape', () => {
      const keyboard = aKeyboard();
      keyboard.ask();
      keyboard.press(key);
      keyboard.wait(200);
      keyboard.pressKey('Escape');
      keyboard.wait(3_000);
      expect(keyboard.delivered).toEqual([]);
    });
  });

  it('reports a refused scan', () => {
    const keyboard = aKeyboard();
    keyboard.press('x'.repeat(600));
    keyboard.wait(251);
    expect(keyboard.delivered).toEqual(['refused']);
    expect(keyboard.came()).toBe('');
  });

  it('passes the keys of each scan on, without keys that were typed before the scan', () => {
    const keyboard = aKeyboard();
    keyboard.press('CARD0\r');
    keyboard.wait(6_000);
    keyboard.press('7');
    keyboard.wait(2_100);
    keyboard.press('CARD1');
    keyboard.wait(1_501);
    expect(keyboard.delivered).toEqual(['scan CARD0', 'begin', 'digit 7', 'scan CARD1']);
    expect(keyboard.came()).toBe('CARD1');
  });

  it('refuses a scan of an unknown length if single keys before it may be its first ones', () => {
    for (const first of ['7', '40', 'C']) {
      const keyboard = aKeyboard();
      keyboard.press(first);
      keyboard.wait(8_000);
      keyboard.press('12345678\r');
      keyboard.wait(1_501);
      expect(keyboard.delivered.at(-1)).toBe('refused');
    }
  });

  it('passes the keys of a refused scan on, because the scan may come from another scanner', () => {
    const keyboard = aKeyboard();
    keyboard.setUp({ prefix: '~' });
    keyboard.press('CARD1');
    keyboard.wait(251);
    expect(keyboard.delivered).toEqual(['refused']);
    expect(keyboard.came()).toBe('CARD1');
  });

  it('passes no keys on for a scan that may have lost its first keys', () => {
    const keyboard = aKeyboard();
    keyboard.press('~T');
    // The machine is held up, so at the timeout these keys count as the keys of a person.
    keyboard.wait(121);
    keyboard.press('WIN-0001');
    keyboard.wait(251);
    expect(keyboard.delivered).toEqual(['refused']);
    expect(keyboard.came()).toBe('');
  });

  it('uses the present settings', () => {
    const keyboard = aKeyboard();
    keyboard.setUp({ prefix: '~' });
    keyboard.press('~CARD1');
    keyboard.wait(2_500);
    keyboard.setUp({ prefix: null });
    keyboard.press('~CARD1');
    keyboard.wait(1_501);
    expect(keyboard.delivered).toEqual(['scan CARD1', 'scan ~CARD1']);
  });
});

describe('a machine that is held up within a code', () => {
  it.each([300, 6_000, 300_000])('for %i ms never delivers a part of it', (lengthMs) => {
    for (let before = 1; before <= 12; before += 1) {
      const { delivered, press, late, wait } = aKeyboard();
      press('4006381333931'.slice(0, before));
      // No timer runs meanwhile, and the keys come with the time at which they are handled.
      late(lengthMs);
      press('4006381333931'.slice(before));
      wait(3_000);
      // Until it is known to be a scan, what came before counts as typed. Three keys so fast are no person's.
      const digits = Array.from('40'.slice(0, before), (key) => `digit ${key}`);
      const typed = before < 3 ? ['begin', ...digits, 'take back'] : [];
      const all = [...typed, ...(before === 3 ? ['refused'] : []), 'refused'];
      expect(delivered, `after ${before} keys`).toEqual(all);
    }
  });

  it('delivers the whole code if the late keys have the time at which they went down', () => {
    const { delivered, type, late, wait } = aKeyboard();
    type('400638', [0, 10, 20, 30, 40, 50]);
    late(60_000);
    // The timer runs before the keys that wait.
    wait(0);
    type('1333931', [60, 70, 80, 90, 100, 110, 120]);
    wait(3_000);
    expect(delivered).toEqual(['scan 4006381333931']);
  });
});

describe('the shortcut for staff', () => {
  it('reaches only the page, but never during a scan', () => {
    const { pressStaffKeys, press } = aKeyboard();
    expect(pressStaffKeys()).toBe('pass');
    press('ABCD');
    expect(pressStaffKeys()).toBe('swallow');
  });

  it('never cuts off the beginning of a scan', () => {
    const { delivered, pressStaffKeys, press, wait } = aKeyboard();
    pressStaffKeys();
    press('CARD1');
    wait(251);
    expect(delivered).toEqual(['refused']);
    pressStaffKeys();
    wait(2_500);
    press('CARD1');
    wait(1_501);
    expect(delivered).toEqual(['refused', 'scan CARD1']);
  });
});

describe('a typed key', () => {
  it('becomes an intent for the screen that it was typed on', () => {
    expect(typedIntent({ kind: 'digit', digit: 4 }, 9)).toEqual({
      kind: 'pressDigit',
      digit: 4,
      screenId: 9,
    });
    expect(typedIntent({ kind: 'erase' }, 9)).toEqual({ kind: 'erase', screenId: 9 });
  });
});
