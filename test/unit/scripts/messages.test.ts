import { describe, expect, it } from 'vitest';
import { gapsIn } from '../../../scripts/messages.ts';

const english = { stop: 'Stop', back: 'Back' };

describe('a message that one language lacks', () => {
  it('is named with the language, whichever of them lacks it', () => {
    const languages = new Map<string, Record<string, string>>([
      ['en', english],
      ['nl', { stop: 'Stop' }],
      ['de', { ...english, help: 'Hilfe' }],
    ]);
    expect(gapsIn(languages)).toEqual(["nl lacks 'back'", "en lacks 'help' of de"]);
  });

  it('is none where all languages say the same', () => {
    expect(
      gapsIn(
        new Map([
          ['en', english],
          ['nl', english],
        ]),
      ),
    ).toEqual([]);
  });
});
