import { describe, expect, it } from 'vitest';
import { createWedgeSetup } from '../../../src/main/kiosk/wedge-setup.ts';
import { TYPED_DEFAULTS, type TypedSettings } from '../../../src/main/readers/wedge-settings.ts';
import { NO_RULES } from '../../../src/main/readers/rules.ts';

const CODES: TypedSettings['codes'] = [
  { beginsWith: null, lengthMin: 1, lengthMax: 10, alphabet: 'digits', identifier: NO_RULES },
];

describe('the settings of scanners that type', () => {
  it('go to the page without the rules of the codes', () => {
    const sent: unknown[] = [];
    const setup = createWedgeSetup({ ...TYPED_DEFAULTS, codes: CODES }, () => true);
    setup.onWedge((wedge) => sent.push(wedge));
    setup.use({ ...TYPED_DEFAULTS, suffix: 'enter', codes: CODES });
    expect(sent).toEqual([
      { layout: 'asTyped', prefix: null, suffix: 'any' },
      { layout: 'asTyped', prefix: null, suffix: 'enter' },
    ]);
    expect(setup.now().codes).toEqual(CODES);
  });

  it('stay as they were if they cannot be saved', () => {
    const setup = createWedgeSetup(TYPED_DEFAULTS, () => false);
    expect(setup.use({ ...TYPED_DEFAULTS, suffix: 'tab' })).toBe(false);
    expect(setup.now()).toEqual(TYPED_DEFAULTS);
  });
});
