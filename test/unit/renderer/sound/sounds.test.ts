import { describe, expect, it } from 'vitest';
import { lengthMs, SOUNDS, type Sound } from '../../../../src/renderer/sound/notes.ts';
import { soundFor } from '../../../../src/renderer/sound/sound-for.ts';
import { aView, STANDARD } from '../../../builders/view.ts';

const pitches = (sound: Sound): number[] => SOUNDS[sound].map(({ frequencyHz }) => frequencyHz);

describe('the three sounds', () => {
  it.each(Object.keys(SOUNDS))('%s is over within 400 ms', (name) => {
    const notes = Object.entries(SOUNDS).find(([each]) => each === name)?.[1] ?? [];
    expect(lengthMs(notes)).toBeLessThan(400);
  });

  it('are one note, rising notes, and falling notes', () => {
    expect(pitches('read')).toHaveLength(1);
    expect(pitches('done')).toEqual(pitches('done').toSorted((one, other) => one - other));
    expect(pitches('attention')).toEqual(
      pitches('attention').toSorted((one, other) => other - one),
    );
    expect(Math.max(...pitches('attention'))).toBeLessThan(Math.min(...pitches('done')));
  });

  it('use only notes of the same chord', () => {
    const all = Object.values(SOUNDS).flat();
    for (const { frequencyHz } of all) {
      const semitones = Math.round(12 * Math.log2(frequencyHz / 261.63)) % 12;
      expect([0, 7]).toContain(semitones);
    }
  });
});

describe('a sound', () => {
  const idle = aView();
  const warned = aView({ screenId: 1, overlay: { kind: 'stillThere', secondsLeft: 30 } });

  it('is played for a card that was read', () => {
    expect(soundFor(idle, aView({ screenId: 1, screen: { kind: 'identifying' } }))).toBe('read');
  });

  it('asks for attention when the time runs out, and again every ten seconds', () => {
    expect(soundFor(aView({ screenId: 1 }), warned)).toBe('attention');
    const left = (secondsLeft: number): typeof warned => ({
      ...warned,
      overlay: { kind: 'stillThere', secondsLeft },
    });
    expect(soundFor(left(30), left(29))).toBeNull();
    expect(soundFor(left(21), left(20))).toBe('attention');
  });

  it('answers a new volume and a new size of the text, unless the voice does', () => {
    const adjusted = (change: Partial<typeof STANDARD>): typeof idle => ({
      ...idle,
      adjustments: { ...STANDARD, ...change },
    });
    expect(soundFor(idle, adjusted({ volume: 3 }))).toBe('read');
    expect(soundFor(idle, adjusted({ isLarge: true }))).toBe('read');
    expect(soundFor(idle, adjusted({ isStill: true }))).toBeNull();
    const speaking = adjusted({ isSpeaking: true });
    expect(soundFor(speaking, adjusted({ isSpeaking: true, volume: 3 }))).toBeNull();
    expect(soundFor(speaking, adjusted({ volume: 3 }))).toBeNull();
  });

  it('is not played for a page that was only loaded again', () => {
    expect(soundFor(null, warned)).toBeNull();
    expect(soundFor(idle, { ...idle, revision: 7 })).toBeNull();
  });
});
