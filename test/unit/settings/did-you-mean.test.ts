import { describe, expect, it } from 'vitest';
import { nearestName } from '../../../src/main/settings/did-you-mean.ts';

describe('the name that a person meant', () => {
  const known = ['maximumInCents', 'idleMs', 'logo', 'currency', 'language', 'languages'];

  it.each([
    ['maximumInCent', 'maximumInCents'],
    ['maximunInCents', 'maximumInCents'],
    ['maxiumumInCents', 'maximumInCents'],
    ['maximumincents', 'maximumInCents'],
    ['curency', 'currency'],
    ['lgoo', 'logo'],
    ['Language', 'language'],
    ['maximum', 'maximumInCents'],
  ])('is found for %s', (name, meant) => {
    expect(nearestName(name, known)).toBe(meant);
  });

  it.each(['token', 'x', '', 'langu', 'dialect'])('is not guessed for %s', (name) => {
    expect(nearestName(name, known)).toBeNull();
  });
});
