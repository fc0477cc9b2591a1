import { describe, expect, it } from 'vitest';
import { gapsIn } from '../../../scripts/messages.ts';

const english = { stop: 'Stop', back: 'Back' };

describe('a message that is missing in one language', () => {
  it('is reported with the language that lacks it', () => {
    const languages = new Map<string, Record<string, string>>([
      ['en', english],
      ['nl', { stop: 'Stop' }],
      ['de', { ...english, help: 'Hilfe' }],
    ]);
    expect(gapsIn(languages)).toEqual(["nl lacks 'back'", "en lacks 'help' of de"]);
  });

  it('is not reported if all languages have the same messages', () => {
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
