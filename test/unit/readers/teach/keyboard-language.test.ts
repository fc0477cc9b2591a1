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

describe('a number with signs that a US scanner types', () => {
  const CARDS = {
    'with a comma': ['213,02000', '213,02001'],
    'with colons': ['04:CE:1A:2B', '04:CE:1A:2C'],
    'with hyphens': ['KD-0012345', 'KD-0012399'],
    'with an underscore': ['KD_0012345', 'KD_0012399'],
  } as const;
  const READ: readonly [Machine, keyof typeof CARDS][] = [
    ['tr', 'with a comma'],
    ['de', 'with colons'],
    ['tr', 'with colons'],
    ['it', 'with colons'],
    ['de', 'with hyphens'],
    ['it', 'with hyphens'],
    ['de', 'with an underscore'],
    ['it', 'with an underscore'],
    ['tr', 'with hyphens'],
    ['tr', 'with an underscore'],
  ];

  it.each(READ)('is read on a machine with the layout %s: %s', (machine, name) => {
    const pair = CARDS[name];
    for (const caps of ['off', 'letters'] as const) {
      expect(readings(taught(machine, pair, caps))).toContain(['us', ...pair].join(' '));
    }
  });

  it('has the letter i on a Turkish machine too', () => {
    const pair = ['kiim1', 'kiim2'] as const;
    expect(readings(taught('tr', pair, 'off'))).toContain(['us', ...pair].join(' '));
  });

  it('leaves the choice of the number as it was typed', () => {
    const result = readings(taught('de', CARDS['with hyphens'], 'off'));
    expect(result).toContain('asTyped KDß0012345 KDß0012399');
  });

  it('is offered in the forms of its registration', () => {
    const all = readings(taught('tr', CARDS['with a comma'], 'off'));
    expect(all).toContain('us 13961168 13961169');
  });

  it('needs no layout on a machine with a US keyboard', () => {
    for (const pair of [
      ...Object.values(CARDS),
      ['AB+1', 'AB+2'],
      ["O'NEIL1", "O'NEIL2"],
    ] as const) {
      const [first = '', second = ''] = pair;
      const layouts = readings(taught('us', [first, second], 'off')).map(
        (each) => each.split(' ')[0],
      );
      expect(new Set(layouts)).toEqual(new Set(['asTyped']));
    }
  });
});
