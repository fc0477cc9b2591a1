import { describe, expect, it } from 'vitest';
import { wedgeOfMessage } from '../../../../src/main/shell/browser/wedge-message.ts';
import { WEDGE_DEFAULTS, type WedgeSettings } from '../../../../src/wedge/config.ts';

describe('the scanner settings in a message', () => {
  it.each<WedgeSettings>([
    WEDGE_DEFAULTS,
    { layout: 'fr', prefix: '\u0002', suffix: 'enter' },
    { layout: 'us', prefix: '"><script>', suffix: 'tab' },
  ])('are what the owner set', (settings) => {
    expect(wedgeOfMessage(settings)).toEqual(settings);
  });

  it.each([null, undefined, 'us', {}, { layout: 'xx', prefix: 7, suffix: 'quiet' }])(
    'are the defaults if they are invalid (%j)',
    (value) => {
      expect(wedgeOfMessage(value)).toEqual(WEDGE_DEFAULTS);
    },
  );
});
