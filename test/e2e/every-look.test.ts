/**
 * The main journey in every language, theme and size, on one terminal that never restarts: choose the language, pay,
 * and leave. No screen on the way has a layout fault. Both shells have the same page, so this runs in one shell only.
 * Without `KIOSK_PROOF=full` each language pays in a third of the looks: in each size once, and in each theme.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../src/shared/contract.ts';
import { SIZES, type SizeName } from '../gallery/gallery.ts';
import { layoutFaults } from '../gallery/layout-faults.ts';
import { isFullProof } from '../unit/runs.ts';
import { CONTACTS, expectMoves } from './account.ts';
import { comesToRest } from './at-rest.ts';
import { customerAt } from './customer.ts';
import { browserRunner } from './runners/browser.ts';
import { openTerminal } from './terminal.ts';

const THEMES = {
  light: { colorScheme: 'light', contrast: 'no-preference' },
  dark: { colorScheme: 'dark', contrast: 'no-preference' },
  contrast: { colorScheme: 'light', contrast: 'more' },
} as const;

type ThemeName = keyof typeof THEMES;
const THEME_NAMES = Object.keys(THEMES) as ThemeName[];
const SIZE_NAMES = Object.keys(SIZES) as SizeName[];

interface Look {
  theme: ThemeName;
  size: SizeName;
}

/** Each pair of theme and size is in the looks of every third language. */
function looksFor(language: Language): Look[] {
  const first = LANGUAGES.indexOf(language);
  return THEME_NAMES.flatMap((theme, themeAt) =>
    SIZE_NAMES.filter(
      (_, at) => isFullProof || (first + themeAt + at) % THEME_NAMES.length === 0,
    ).map((size) => ({ theme, size })),
  );
}

const PRICE = 75;
const FULL = 50_00;

describe('a customer', () => {
  afterAll(() => browserRunner.close());

  it.each(LANGUAGES)(
    'pays in %s, in every theme and in every size',
    async (language) => {
      const terminal = await openTerminal(browserRunner);
      const page = terminal.page();
      const customer = customerAt(page, language);
      let balance = FULL;
      const faults: string[] = [];
      const looks = async (where: string): Promise<void> => {
        await comesToRest(page);
        for (const fault of await page.evaluate(layoutFaults)) faults.push(`${where}: ${fault}`);
      };

      for (const { theme, size } of looksFor(language)) {
        const where = `${theme}, ${size}`;
        await page.emulateMedia(THEMES[theme]);
        await page.setViewportSize(SIZES[size]);
        await terminal.customer().sees('idle');
        if (language !== 'en') await customer.choosesLanguage(language);
        await customer.sees('idle');
        await looks(`${where}, idle`);
        await customer.holdsCard('krabby');
        await customer.readsMoney(balance);
        await looks(`${where}, balance`);
        await customer.choosesAmount(PRICE);
        await looks(`${where}, confirm`);
        await customer.confirms(PRICE);
        await customer.sees('paid');
        balance -= PRICE;
        await customer.readsMoney(balance);
        await looks(`${where}, paid`);
        await customer.isDone();
        await page.locator('html[lang="en"]').waitFor();
      }

      expect(faults).toEqual([]);
      const times = (FULL - balance) / PRICE;
      await expectMoves(terminal.account, CONTACTS.krabby, Array<number>(times).fill(-PRICE));
    },
    180_000,
  );
});
