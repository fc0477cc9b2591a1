/** Scanners leave the factory with a US keyboard, and the machine has another. Teaching finds that out. */
import { describe, expect, it } from 'vitest';
import { teachKeys, type TaughtKeys } from '../../../../src/main/readers/teach/keys.ts';
import { TYPED_DEFAULTS } from '../../../../src/main/readers/wedge-settings.ts';
import { usScanOn, type CapsLock, type Machine } from '../../../builders/machine-layouts.ts';

function taught(machine: Machine, [first, second]: readonly [string, string], caps: CapsLock) {
  const [one, two] = [usScanOn(machine, first, caps), usScanOn(machine, second, caps)];
  return teachKeys(
    [
      [one, one, one],
      [two, two, two],
    ],
    TYPED_DEFAULTS,
  );
}

/** For each choice: the layout, and both codes. */
function readings(result: TaughtKeys): string[] {
  return result.kind === 'profile'
    ? result.choices.map(({ settings, first, second }) =>
        [settings.layout, first, second].join(' '),
      )
    : [result.kind === 'works' ? `asTyped ${result.first} ${result.second}` : result.why];
}

const ADDRESSES = ['https://shop.example/k?i=04A1', 'https://shop.example/k?i=04B2'] as const;
const LONG = [
  'https://www.my-shop.example/card/00412-77?size=9&x_y=%41',
  'https://www.my-shop.example/card/00413-78?size=9&x_y=%42',
] as const;
const DIGITS = ['https://1.shop.example/20041277', 'https://1.shop.example/20041288'] as const;

/** Windows locks all keys of these machines, and other systems the letters only. */
const MACHINES: readonly [Machine, CapsLock][] = [
  ...(['de', 'tr', 'it', 'fr', 'gb'] as const).flatMap((machine) =>
    (['off', 'letters'] as const).map((caps): [Machine, CapsLock] => [machine, caps]),
  ),
  ['de', 'all'],
  ['fr', 'all'],
];

describe('a web address that a US scanner types', () => {
  it.each(MACHINES)('is read on a machine with the layout %s, Caps Lock: %s', (machine, caps) => {
    // Only some signs have other places on a British keyboard. No address has them.
    const layout = machine === 'gb' ? 'asTyped' : 'us';
    for (const pair of [ADDRESSES, LONG, DIGITS]) {
      expect(readings(taught(machine, pair, caps))[0]).toBe([layout, ...pair].join(' '));
    }
  });

  it.each(['off', 'letters'] as const)(
    'is read on a British machine if it has signs of other places, Caps Lock: %s',
    (caps) => {
      const pair = ['https://shop.example/#04A1', 'https://shop.example/#04B2'] as const;
      expect(readings(taught('gb', pair, caps))[0]).toBe(['us', ...pair].join(' '));
      const mail = ['https://a@shop.example/04A1', 'https://a@shop.example/04B2'] as const;
      expect(readings(taught('gb', mail, caps))[0]).toBe(['us', ...mail].join(' '));
    },
  );

  it.each(['off', 'letters'] as const)(
    'needs no layout on a machine with a US keyboard, Caps Lock: %s',
    (caps) => {
      for (const pair of [ADDRESSES, LONG, DIGITS]) {
        expect(readings(taught('us', pair, caps))[0]).toBe(['asTyped', ...pair].join(' '));
      }
    },
  );
});

describe('a number that a US scanner types', () => {
  const NUMBERS = ['4006381333931', '4006381333948'] as const;
  const HEX = ['04A1B2C3', '04917E33'] as const;

  it.each(MACHINES)('is read on a machine with the layout %s, Caps Lock: %s', (machine, caps) => {
    for (const pair of [NUMBERS, HEX]) {
      expect(
        readings(taught(machine, pair, caps)).map((each) => each.replace(/^\w+ /, '')),
      ).toContain(pair.join(' '));
    }
  });
});
