import { describe, expect, it } from 'vitest';
import type { Intent, View } from '../../../../src/shared/contract.ts';
import { startSpeechIntent } from '../../../../src/renderer/input/start-speech.ts';
import { aView, STANDARD } from '../../../builders/view.ts';

const SPEAKS: Intent = { kind: 'adjust', change: { isSpeaking: true } };

function press(key: string, view: Partial<View> = {}, hasVoice = true): Intent | null {
  return startSpeechIntent({ key, repeat: false }, aView(view), hasVoice);
}

describe('the first key of a tactile keypad', () => {
  it.each(['F17', 'F18', 'F19', 'F20', 'F21', 'F22', 'F23', 'F24', 'AudioVolumeUp'])(
    'starts reading aloud on the idle screen: %s',
    (key) => {
      expect(press(key)).toEqual(SPEAKS);
    },
  );

  it('does its own work if the kiosk already speaks, may not speak or has no voice', () => {
    expect(press('F19', { adjustments: { ...STANDARD, isSpeaking: true } })).toBeNull();
    expect(press('F19', { speech: 'off' })).toBeNull();
    expect(press('F19', {}, false)).toBeNull();
  });

  it('does its own work while somebody uses the kiosk', () => {
    expect(press('F19', { screen: { kind: 'identifying' } })).toBeNull();
  });

  it.each(['Tab', 'ArrowDown', 'Enter', '1', 'F1', 'F9'])('is not %s of a keyboard', (key) => {
    expect(press(key)).toBeNull();
  });
});
