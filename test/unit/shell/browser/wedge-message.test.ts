import { describe, expect, it } from 'vitest';
import { wedgeOfMessage } from '../../../../src/main/shell/browser/wedge-message.ts';
import { WEDGE_DEFAULTS, type WedgeSettings } from '../../../../src/wedge/config.ts';

describe('what the page is told of the scanners', () => {
  it.each<WedgeSettings>([
    WEDGE_DEFAULTS,
    { layout: 'fr', prefix: '\u0002', suffix: 'enter' },
    { layout: 'us', prefix: '"><script>', suffix: 'tab' },
  ])('is what the owner set', (settings) => {
    expect(wedgeOfMessage(settings)).toEqual(settings);
  });

  it.each([null, undefined, 'us', {}, { layout: 'xx', prefix: 7, suffix: 'quiet' }])(
    'is the default where it cannot be read (%j)',
    (value) => {
      expect(wedgeOfMessage(value)).toEqual(WEDGE_DEFAULTS);
    },
  );
});
