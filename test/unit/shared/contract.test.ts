import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { intentSchema } from '../../../src/shared/contract.ts';
import { identifierValueSchema } from '../../../src/shared/ids.ts';

const presented = (value: string): unknown => ({ kind: 'presentDemoCard', value });

describe('a demo card that a page presents', () => {
  it('must have a value, because an empty value would crash the kiosk at the look-up', () => {
    expect(v.safeParse(intentSchema, presented('')).success).toBe(false);
    expect(v.safeParse(intentSchema, presented('C-1')).success).toBe(true);
  });

  it('can always be looked up if the contract accepts it, even in a forged message', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (value) => {
        fc.pre(v.safeParse(intentSchema, presented(value)).success);
        expect(v.safeParse(identifierValueSchema, value).success).toBe(true);
      }),
    );
  });
});
