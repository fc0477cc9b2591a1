import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import {
  captureWedgeInput,
  type KeyInput,
} from '../../../../src/main/shell/electron/wedge-input.ts';
import { WEDGE_DEFAULTS, type WedgeSettings } from '../../../../src/wedge/config.ts';
import { createClock } from '../../../builders/reader-clock.ts';
import { aLog } from '../../../builders/log.ts';

/** A fake window whose keys the wedge captures. It records which codes the kiosk gets and which keys the page gets. */
function aWindow() {
  const clock = createClock();
  const delivered: string[] = [];
  const onPage: string[] = [];
  const emitter = new EventEmitter();
  let nowMs = 0;
  let screenId = 3;
  let isActive = true;
  let setUp: (wedge: WedgeSettings) => void = () => undefined;

  function press(key: string, changes: Partial<KeyInput> = {}): void {
    const event = { isPrevented: false, preventDefault: () => (event.isPrevented = true) };
    emitter.emit('before-input-event', event, { ...A_KEY, key, ...changes });
    if (!event.isPrevented) onPage.push(key);
  }

  function wait(ms: number): void {
    nowMs += ms;
    clock.advance(ms);
  }

  captureWedgeInput(
    {
      on: (name, listener) => emitter.on(name, listener),
      // As in Electron: a sent key causes the same event as a pressed one.
      sendInputEvent: ({ type, keyCode }) => {
        if (type === 'keyDown') press(keyCode === 'Space' ? ' ' : keyCode);
      },
    },
    {
      kiosk: {
        type: ({ text, keys }) => delivered.push(`${text ?? 'refused'} by ${keys.length} keys`),
        onWedge: (listener) => {
          setUp = listener;
          listener(WEDGE_DEFAULTS);
          return () => undefined;
        },
        dispatch: ({ kind }) => delivered.push(kind),
      },
      world: { monotonicMs: () => nowMs, after: clock.after },
      page: {
        screenId: () => screenId,
        place: () => `${screenId} ${isActive}`,
        isQuestion: () => false,
      },
      log: aLog().log,
    },
  );
  const turnTo = (id: number): void => {
    screenId = id;
  };
  const activate = (isNow: boolean): void => {
    isActive = isNow;
  };
  return { press, wait, delivered, onPage, setUp, turnTo, activate };
}

const A_KEY: KeyInput = {
  type: 'keyDown',
  key: '',
  code: '',
  isAutoRepeat: false,
  shift: false,
  control: false,
  alt: false,
  meta: false,
  modifiers: [],
};

describe('the keys of the window in Electron', () => {
  it('go to the kiosk if they are a scan', () => {
    const { press, wait, delivered, onPage } = aWindow();
    for (const key of [...Array.from('CARD-1'), 'Enter']) {
      press(key);
      wait(5);
    }
    wait(150);
    expect(delivered).toEqual(['CARD-1 by 7 keys']);
    expect(onPage).toEqual([]);
  });

  it('are read with the present settings, without a restart', () => {
    const { press, wait, delivered, setUp } = aWindow();
    setUp({ ...WEDGE_DEFAULTS, prefix: '~' });
    for (const key of [...Array.from('~CARD-1'), 'Enter']) {
      press(key);
      wait(5);
    }
    wait(150);
    expect(delivered).toEqual(['CARD-1 by 8 keys']);
  });

  it('go to the page if they are navigation keys', () => {
    const { press, onPage } = aWindow();
    press('Tab');
    expect(onPage).toEqual(['Tab']);
  });

  it.each([' ', 'Enter'])(
    'press the focused button once with "%s", and are not captured again',
    (key) => {
      const { press, wait, delivered, onPage } = aWindow();
      press(key);
      expect(onPage).toEqual([]);
      wait(1_000);
      expect(onPage).toEqual([key]);
      press(key);
      wait(1_000);
      expect(onPage).toEqual([key, key]);
      expect(delivered).toEqual([]);
    },
  );

  it('press nothing if the screen has changed since', () => {
    const { press, wait, onPage, turnTo } = aWindow();
    press('Enter');
    turnTo(4);
    wait(1_000);
    expect(onPage).toEqual([]);
  });

  it('press nothing if the button has become active since, and count as a press', () => {
    const { press, wait, onPage, activate, delivered } = aWindow();
    activate(false);
    press('Enter');
    activate(true);
    wait(1_000);
    expect(onPage).toEqual([]);
    expect(delivered).toEqual(['pressed']);
  });

  it('press nothing if they were the beginning of a scan', () => {
    const { press, wait, delivered, onPage } = aWindow();
    for (const key of ['Enter', ...Array.from('CARD-1'), 'Enter']) {
      press(key);
      wait(5);
    }
    expect(delivered.at(-1)).toBe('refused by 8 keys');
    expect(onPage).toEqual([]);
  });

  it('never reach a menu or the browser as a shortcut', () => {
    const { press, onPage } = aWindow();
    press('w', { control: true });
    press('F11');
    press('ArrowLeft', { alt: true });
    expect(onPage).toEqual([]);
  });
});
