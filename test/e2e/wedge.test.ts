/** A scanner types like a keyboard. Its keys never reach the element that has the focus. */
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { CONTACTS, expectMoves } from './account.ts';
import { CARDS } from './customer.ts';
import { inEveryShell } from './in-every-shell.ts';
import { ENTER, keysOf, TAB, typeKeys, type ScannerKey } from './scanner.ts';
import { openTerminal } from './terminal.ts';

const REFUSED = 'We couldn’t use that scan.';
const SAME_CARD = 'Thanks. We’ve already read this card.';
const FOCUSED = ['button', 'input'] as const;
interface TypedScan {
  keys: readonly ScannerKey[];
  gapsMs: readonly number[];
}

/** A scan at any typing speed of scanners, with more jitter than real scanners have. */
const aScan: fc.Arbitrary<TypedScan> = fc
  .record({
    value: fc.stringMatching(/^[ -~]{4,24}$/),
    suffix: fc.constantFrom([ENTER], [TAB], [ENTER, ENTER]),
    gapsMs: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 10 }),
  })
  .map(({ value, suffix, gapsMs }) => ({ keys: [...keysOf(value), ...suffix], gapsMs }));

type Focused = (typeof FOCUSED)[number];

/** Adds an input and a button that record what reaches them. */
async function addTraps(page: Page): Promise<void> {
  await page.evaluate(() => {
    const traps = document.createElement('div');
    traps.innerHTML = '<input id="trap-input"><button id="trap-button">Trap</button>';
    traps.dataset['caught'] = '';
    for (const type of ['keydown', 'keypress', 'beforeinput', 'click']) {
      traps.addEventListener(
        type,
        () => (traps.dataset['caught'] = `${traps.dataset['caught'] ?? ''} ${type}`),
      );
    }
    traps.id = 'traps';
    document.body.prepend(traps);
  });
}

/** Types the scan, and returns the events that have reached the input and the button so far and the input's value. */
async function caughtBy(page: Page, focused: Focused, scan: TypedScan): Promise<string> {
  await page.locator(`#trap-${focused}`).focus();
  await typeKeys(page, scan.keys, scan.gapsMs);
  return page.evaluate(() => {
    const value = document.querySelector<HTMLInputElement>('#trap-input')?.value ?? '';
    return `${document.querySelector<HTMLElement>('#traps')?.dataset['caught'] ?? 'none'}${value}`;
  });
}

inEveryShell('a scan while something has the focus', (runner) => {
  it('never reaches a field or a button, at any typing speed of a scanner', async () => {
    const terminal = await openTerminal(runner);
    await terminal.customer().sees('idle');
    const page = terminal.page();
    await addTraps(page);

    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...FOCUSED), aScan, async (focused, scan) => {
        expect(await caughtBy(page, focused, scan)).toBe('');
      }),
      { numRuns: 100 },
    );
  });

  it('never presses the pay button with a key or with its Enter', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();
    const page = terminal.page();

    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    const pay = customer.payButton(5_00).and(page.locator('[aria-disabled="false"]'));
    await pay.waitFor();
    for (const gapMs of [1, 100]) {
      await pay.focus();
      await typeKeys(page, [...keysOf(CARDS.krabby.value), ENTER, ENTER], [gapMs]);
      // Keys within 0.12 s after a code would belong to it.
      await customer.reads(SAME_CARD);
      await customer.sees('confirm');
      await customer.readsNoMore(SAME_CARD);
    }

    await expectMoves(account, CONTACTS.krabby, []);
  });

  it('never presses the pay button if it begins with Enter or has a line of one space', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();
    const page = terminal.page();

    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    const pay = customer.payButton(5_00).and(page.locator('[aria-disabled="false"]'));
    await pay.waitFor();
    const code = keysOf(CARDS.krabby.value);
    for (const odd of [
      [ENTER, ...code, ENTER],
      [...code, ENTER, ...keysOf(' '), ENTER, ...keysOf('more'), ENTER],
    ]) {
      await pay.focus();
      await typeKeys(page, odd, [5]);
      await customer.reads(REFUSED);
      await customer.sees('confirm');
      await customer.readsNoMore(REFUSED);
    }

    await expectMoves(account, CONTACTS.krabby, []);
  });

  it.each(['Space', 'Enter'])(
    'does not stop a person from pressing a button with %s',
    async (key) => {
      const terminal = await openTerminal(runner);
      await terminal.customer().sees('idle');
      const page = terminal.page();
      await addTraps(page);

      await page.locator('#trap-button').focus();
      await page.keyboard.press(key);
      await page
        .locator('#traps[data-caught]:not([data-caught=""])')
        .waitFor({ state: 'attached' });
      expect(await page.locator('#traps').getAttribute('data-caught')).toContain('click');
    },
  );
});

inEveryShell('a scanner with unusual settings', (runner) => {
  it('can type character numbers with Alt', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.sees('idle');
    await typeKeys(terminal.page(), [...keysByNumber('GOLD-0001'), ENTER], [5]);
    await customer.sees('balance');
    await customer.readsMoney(12_345_67);
  });

  it('can type with an American layout on a machine with a French layout', async () => {
    const settings = { wedge: { layout: 'us', suffix: 'enter' } };
    const terminal = await openTerminal(runner, { settings });
    const customer = terminal.customer();
    const french: ScannerKey[] = [
      ...Array.from('GOLD', (key) => ({ key, code: `Key${key}`, text: key, modifiers: SHIFT })),
      { key: ')', code: 'Minus', text: ')' },
      ...Array.from('0001', (digit) => {
        const key = digit === '0' ? 'à' : '&';
        return { key, code: `Digit${digit}`, text: key };
      }),
    ];

    await customer.sees('idle');
    await typeKeys(terminal.page(), [...french, ENTER], [5]);
    await customer.sees('balance');
    await customer.readsMoney(12_345_67);
  });

  it('can type slowly if the code has the configured prefix', async () => {
    const terminal = await openTerminal(runner, { settings: { wedge: { prefix: '~' } } });
    const customer = terminal.customer();

    await customer.sees('idle');
    await typeKeys(terminal.page(), [...keysOf('~GOLD-0001'), ENTER], [100]);
    await customer.sees('balance');
    await customer.readsMoney(12_345_67);
  });

  it.each([
    ['Ctrl+P', { key: 'p', ctrlKey: true }],
    ['Ctrl+W', { key: 'w', ctrlKey: true }],
    ['F5', { key: 'F5' }],
    ['Alt+ArrowLeft', { key: 'ArrowLeft', altKey: true }],
  ])('cannot use a shortcut of the browser: %s', async (_name, key) => {
    const terminal = await openTerminal(runner);
    await terminal.customer().sees('idle');
    const isAllowed = await terminal
      .page()
      .evaluate(
        (pressed) =>
          document.body.dispatchEvent(
            new KeyboardEvent('keydown', { ...pressed, cancelable: true, bubbles: true }),
          ),
        key,
      );
    // Electron takes these keys before the page gets them, so in Electron the page has no event to refuse.
    expect(isAllowed).toBe(runner.name !== 'Chromium');
  });
});

const ALT = 1;
const SHIFT = 8;

function keysByNumber(text: string): ScannerKey[] {
  return Array.from(text, (character) => `0${character.charCodeAt(0)}`).flatMap((number) => [
    { key: 'Alt', code: 'AltLeft', modifiers: ALT },
    ...Array.from(number, (digit) => ({ key: digit, code: `Numpad${digit}`, modifiers: ALT })),
  ]);
}
