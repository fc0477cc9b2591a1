import { describe, expect, it } from 'vitest';
import { createOtherTill } from '../../../src/sandbox/other-till.ts';
import { aSandbox } from '../../builders/sandbox.ts';

describe('another till in the demo shop', () => {
  it('moves money of each demo contact out and back in, and never below zero', () => {
    const { data } = aSandbox().sandbox;
    const before = data.contacts().map((contact) => contact.balance_in_cents);
    const move = createOtherTill(data);
    move();
    const between = data.contacts().map((contact) => contact.balance_in_cents);
    expect(between).not.toEqual(before);
    expect(Math.min(...between)).toBeGreaterThanOrEqual(0);
    move();
    expect(data.contacts().map((contact) => contact.balance_in_cents)).toEqual(before);
  });

  it('does nothing in an account without that shop', () => {
    const { sandbox } = aSandbox();
    sandbox.reset('empty');
    const { data } = sandbox;
    data.addShop({ uuid: 'another', name: 'Another' });
    data.addContact({ uuid: 'c', name: 'C', balanceInCents: 500 });
    createOtherTill(data)();
    expect(data.ledger('c')).toHaveLength(1);
  });
});
