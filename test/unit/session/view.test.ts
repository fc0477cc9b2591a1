import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { viewSchema } from '../../../src/shared/contract.ts';
import { endsIn } from '../../../src/main/session/card.ts';
import { viewOf } from '../../../src/main/session/view.ts';
import { aCustomer, aSessionAt, aTerminalStatus } from '../../builders/session.ts';
import { DEMO_CARD } from '../../builders/names.ts';

describe('the shown end of a card', () => {
  it.each([
    ['', ''],
    ['7', ''],
    ['71', '1'],
    ['71234', '34'],
    ['71234567', '4567'],
    ['7123456789', '6789'],
  ])('of %j is %j', (value, shown) => {
    expect(endsIn(value)).toBe(shown);
  });

  it('is at most four characters and at most half of the value', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '7', 'é', 'e\u0301', '🦀', '卡')), (characters) => {
        const value = characters.join('');
        const shown = endsIn(value);
        expect(value.endsWith(shown)).toBe(true);
        expect(shown.length).toBeLessThanOrEqual(4);
        expect(Array.from(shown).length * 2).toBeLessThanOrEqual(Array.from(value).length);
      }),
    );
  });
});

describe('the view', () => {
  it('removes a card value that was used as the name of the card', () => {
    const session = aSessionAt('balance', aCustomer({ cardName: `Card ${DEMO_CARD}` }));
    expect(session.screen).toMatchObject({ card: { name: 'Card' } });
  });

  it('cuts texts from outside to the lengths that the contract allows', () => {
    const long = '🦀'.repeat(500);
    const session = aSessionAt('balance', aCustomer({ cardName: long }));
    const view = viewOf(session.machine, aTerminalStatus({ shopName: long }));
    expect(v.safeParse(viewSchema, view).success).toBe(true);
  });

  it('includes the terminal’s part of the view unchanged', () => {
    const { staff, ...terminal } = aTerminalStatus({
      revision: 7,
      currency: 'USD',
      accentColor: '#ff8800',
    });
    expect(viewOf(aSessionAt('amount').machine, { staff, ...terminal })).toMatchObject(terminal);
  });
});
