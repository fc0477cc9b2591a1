/** Text is written whole, with the spaces and in the order of its language. */
import { epochMs } from '../../../src/shared/time.ts';
import { GALLERY_NOW } from '../fixtures.ts';
import type { Visit } from '../checks/check.ts';
import { expectSame, expectTrue, scene } from './scene.ts';

const LONG_NAME = 'Donaudampfschifffahrtsgesellschaftskapitänskajütenverkaufsstelle';
const NAMED_ON = [
  'starting',
  'identifying-slow',
  'confirm',
  'paid',
  'out-of-service-token-refused',
];

export const LETTERING: readonly Visit[] = [
  // The layout check of each visit proves that nothing is cut off.
  ...NAMED_ON.flatMap((of) =>
    ['portrait', 'portrait-large', 'counter', 'counter-large'].map((look) =>
      scene('a shop whose name is one long word is named whole', {
        of,
        look,
        changes: { shopName: LONG_NAME },
        run: () => Promise.resolve([]),
      }),
    ),
  ),
  scene('the strip leaves a blank on both sides of the dot between two facts', {
    of: 'balance',
    changes: { waiting: { count: 3, oldestAt: epochMs(GALLERY_NOW - 600_000), heldCount: 0 } },
    async run(page) {
      const text = await page.locator('.strip .aside').innerText();
      return expectTrue(`'${text}' has the blanks`, /^3 .*[a-z] · \S/.test(text));
    },
  }),
  scene('a shop named in Latin letters keeps its own order on an Arabic receipt', {
    of: 'receipt',
    language: 'ar',
    changes: { shopName: '🦀 Krabbe & Co.' },
    async run(page) {
      const [first, last] = await page.locator('.slip h3').evaluate((title) => {
        const text = document.createTreeWalker(title, NodeFilter.SHOW_TEXT).nextNode();
        const leftOf = (at: number): number => {
          const range = document.createRange();
          if (!text) throw new Error('the title is empty');
          range.setStart(text, at);
          range.setEnd(text, at + 1);
          return range.getBoundingClientRect().left;
        };
        // The K, and the dot at the end.
        return [leftOf(3), leftOf(title.textContent.length - 1)] as const;
      });
      return expectTrue('the K is left of the dot', first < last);
    },
  }),
  scene('a long currency sign stands apart from the digits in Arabic', {
    of: 'balance',
    look: 'counter',
    language: 'ar',
    changes: { currency: 'AED' },
    async run(page) {
      const gapPx = await page.locator('.hero .figure').evaluate((figure) => {
        const [sign, number] = ['.currency', '.integer'].map((part) =>
          figure.querySelector(part)?.getBoundingClientRect(),
        );
        if (!sign || !number) throw new Error('there is no figure');
        return Math.max(number.left - sign.right, sign.left - number.right);
      });
      return expectTrue(`${gapPx} px are more than 4`, gapPx > 4);
    },
  }),
  scene('a wide amount stays within its button in Arabic', {
    of: 'amount-six-quick',
    look: 'counter',
    language: 'ar',
    changes: { currency: 'AED' },
    async run(page) {
      const overflowPx = await page.locator('.quick button').evaluateAll((buttons) =>
        buttons.map((button) => {
          const figure = button.querySelector('.figure')?.getBoundingClientRect();
          return Math.max(0, (figure?.width ?? 0) - button.clientWidth + 12);
        }),
      );
      return expectSame('the widest overflow', Math.max(...overflowPx), 0);
    },
  }),
  ...[
    ['🦀 7 Krabs', '7'],
    ['🦀 Krabbe', 'K'],
  ].map(([shopName = '', letter]) =>
    scene(`the mark of ${shopName} in the bar is its first letter or digit`, {
      of: 'idle',
      changes: { shopName },
      run: async (page) =>
        expectSame('the mark', await page.locator('nav .mark').innerText(), letter),
    }),
  ),
  scene('the mark in the bar is an icon without a shop', {
    of: 'out-of-service-token-missing',
    run: async (page) => expectSame('icons', await page.locator('nav .mark svg').count(), 1),
  }),
  scene('a question about the card is asked without an older notice beside it', {
    of: 'other-card',
    changes: { notice: { kind: 'sameCardAgain', number: 1 } },
    run: async (page) => expectSame('notices', await page.locator('.notice p').count(), 0),
  }),
  ...['languages', 'comfort'].map((of) =>
    scene('in large text on the counter the whole sheet is seen at once', {
      of,
      look: 'counter-large',
      run: async (page) =>
        expectSame('whole sheets', await page.locator('dialog .whole').count(), 1),
    }),
  ),
];
