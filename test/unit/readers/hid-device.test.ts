import { describe, expect, it } from 'vitest';
import { nameOf } from '../../../src/main/readers/hid-device.ts';

describe('the name of a device', () => {
  it('is the product name, with the name of the maker once', () => {
    expect(nameOf({ manufacturer: 'Symbol', product: 'Scanner' })).toBe('Symbol Scanner');
    expect(nameOf({ manufacturer: 'Symbol', product: 'Symbol Scanner' })).toBe('Symbol Scanner');
    expect(nameOf({})).toBe('HID device');
  });

  it('cannot add lines to the log or reverse the direction of its text', () => {
    const product = 'Scanner\nreader all: ready\u001b[2J\u202eyx';
    expect(nameOf({ product })).toBe('Scanner reader all: ready [2J yx');
  });
});
