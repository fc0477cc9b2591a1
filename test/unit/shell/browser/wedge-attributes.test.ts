import { describe, expect, it } from 'vitest';
import {
  wedgeAttributes,
  wedgeOfScript,
} from '../../../../src/main/shell/browser/wedge-attributes.ts';
import { WEDGE_DEFAULTS, type WedgeSettings } from '../../../../src/shared/wedge-config.ts';

/** As a browser reads them. */
function dataOf(attributes: string): Record<string, string> {
  const found = attributes.matchAll(/data-([a-z]+)="([^"<>]*)"/g);
  return Object.fromEntries(Array.from(found, ([, name = '', value = '']) => [name, value]));
}

describe('what the page is told of the scanners', () => {
  it.each<WedgeSettings>([
    WEDGE_DEFAULTS,
    { layout: 'fr', prefix: '\u0002', suffix: 'enter' },
    { layout: 'us', prefix: '"><script>', suffix: 'tab' },
  ])('is what the owner set', (settings) => {
    expect(wedgeOfScript(dataOf(wedgeAttributes(settings)))).toEqual(settings);
  });

  it('is the default where there is nothing', () => {
    expect(wedgeOfScript({})).toEqual(WEDGE_DEFAULTS);
  });
});
