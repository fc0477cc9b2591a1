import { beforeEach, describe, expect, it } from 'vitest';
import type { Adjustments } from '../../../../src/shared/contract.ts';
import { setLanguage } from '../../../../src/renderer/messages/i18n.svelte.ts';
import { adjustmentSpeech } from '../../../../src/renderer/speech/adjustment-speech.ts';
import { aView, STANDARD } from '../../../builders/view.ts';

const adjusted = (change: Partial<Adjustments>): ReturnType<typeof aView> =>
  aView({ adjustments: { ...STANDARD, ...change } });

describe('the answer to a key that adjusts', () => {
  beforeEach(() => {
    setLanguage('en');
  });

  it('is the new volume, and whether the text is large', () => {
    expect(adjustmentSpeech(adjusted({}), adjusted({ volume: 3 }))).toEqual(['Volume 3 of 4.']);
    expect(adjustmentSpeech(adjusted({}), adjusted({ isLarge: true }))).toEqual([
      'Larger text, On.',
    ]);
    expect(adjustmentSpeech(adjusted({ isLarge: true }), adjusted({}))).toEqual([
      'Larger text, Off.',
    ]);
  });

  it('is nothing if neither has changed, or if the sheet of adjustments says it', () => {
    expect(adjustmentSpeech(adjusted({}), adjusted({ isStill: true }))).toEqual([]);
    const onSheet = { ...adjusted({ volume: 3 }), sheet: 'comfort' } as const;
    expect(adjustmentSpeech(adjusted({}), onSheet)).toEqual([]);
  });
});
