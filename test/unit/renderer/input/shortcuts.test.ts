import { describe, expect, it } from 'vitest';
import type { Intent, View } from '../../../../src/shared/contract.ts';
import { keyIntent } from '../../../../src/renderer/input/shortcuts.ts';
import { aView, STANDARD } from '../../../builders/view.ts';

function press(key: string, view: Partial<View> = {}): Intent | null {
  return keyIntent({ key, code: '', ctrlKey: false, shiftKey: false }, aView(view));
}

function volumeAfter(key: string, volume: number): unknown {
  const intent = press(key, { adjustments: { ...STANDARD, volume } });
  return intent?.kind === 'adjust' ? intent.change.volume : null;
}

describe('the volume', () => {
  it.each([
    { key: 'F8', steps: [1, 2, 3, 4, 1] },
    { key: 'AudioVolumeUp', steps: [1, 2, 3, 4, 4] },
    { key: 'AudioVolumeDown', steps: [0, 0, 1, 2, 3] },
  ])('goes by $key from each of its steps to $steps', ({ key, steps }) => {
    expect([0, 1, 2, 3, 4].map((volume) => volumeAfter(key, volume))).toEqual(steps);
  });
});

describe('a shortcut', () => {
  it('turns reading aloud on and off, unless the owner has disabled it', () => {
    expect(press('F2')).toEqual({ kind: 'adjust', change: { isSpeaking: true } });
    const speaking = { adjustments: { ...STANDARD, isSpeaking: true } };
    expect(press('F2', speaking)).toEqual({ kind: 'adjust', change: { isSpeaking: false } });
    expect(press('F2', { speech: 'off' })).toBeNull();
  });

  it('makes the text larger, and smaller again', () => {
    expect(press('F9')).toEqual({ kind: 'adjust', change: { isLarge: true } });
    const large = { adjustments: { ...STANDARD, isLarge: true } };
    expect(press('F9', large)).toEqual({ kind: 'adjust', change: { isLarge: false } });
  });

  it.each(['F1', 'F17'])('%s opens help, and closes it', (key) => {
    expect(press(key)).toEqual({ kind: 'openSheet', sheet: 'help' });
    expect(press(key, { sheet: 'help' })).toEqual({ kind: 'closeSheet' });
  });

  it.each(['a', '1', 's', 'Enter', 'F5', 'Escape'])('is not %s', (key) => {
    expect(press(key)).toBeNull();
  });
});

describe('the shortcut for staff', () => {
  it('is three keys at once', () => {
    const keys = { key: 'S', code: 'KeyS', ctrlKey: true, shiftKey: true };
    expect(keyIntent(keys, aView({ screenId: 3 }))).toEqual({ kind: 'openStaff', screenId: 3 });
    expect(keyIntent({ ...keys, ctrlKey: false }, aView())).toBeNull();
  });
});
