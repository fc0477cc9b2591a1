/** What a person at the kiosk sees and does. Elements are found by the names that a screen reader says. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import * as v from 'valibot';
import { cents } from '../../src/shared/money.ts';
import type { Language } from '../../src/shared/contract.ts';
import { definitionOf } from '../../src/shared/languages/index.ts';
import { moneyText } from '../../src/renderer/format/money.ts';
import { comesToRest } from './at-rest.ts';
import { typeAsScanner } from './scanner.ts';

/** The cards of the demo account, by their names on the screen in English. */
export const CARDS = {
  krabby: { label: 'Ordinary', message: 'demo_card_ordinary', value: 'cilwjefwnsvidjfkjskjf' },
  gold: { label: 'High balance', message: 'demo_card_rich', value: 'GOLD-0001' },
  empty: { label: 'Empty', message: 'demo_card_empty', value: 'ZERO-0001' },
  blocked: { label: 'Blocked', message: 'demo_card_blocked', value: 'LOST-0001' },
  unlinked: { label: 'Unregistered', message: 'demo_card_unregistered', value: 'BLANK-0001' },
  unknown: { label: 'Unknown', message: 'demo_card_unknown', value: 'UNKNOWN-0001' },
  twin: { label: 'First of two', message: 'demo_card_first_of_two', value: 'TWIN-0001' },
} as const;
export type CardName = keyof typeof CARDS;

const MESSAGES = v.record(v.string(), v.unknown());

type ScreenName = Exclude<
  keyof ReturnType<typeof wordsIn>,
  'spend' | 'keypad' | 'continue' | 'pay' | 'done' | 'card'
>;

export interface Customer {
  /** Waits for a screen by its heading. */
  sees(screen: ScreenName, within?: { timeoutMs: number }): Promise<void>;
  /** Waits for other text on the screen. */
  reads(text: string | RegExp, within?: { timeoutMs: number }): Promise<void>;
  /** Waits until the text is gone. */
  readsNoMore(text: string | RegExp, within?: { timeoutMs: number }): Promise<void>;
  readsMoney(amountInCents: number): Promise<void>;
  /** Whether the amount appears within this time. */
  readsMoneyWithin(amountInCents: number, timeoutMs: number): Promise<boolean>;
  button(name: string | RegExp): Locator;
  /** Chooses the language by its own name on the language sheet. */
  choosesLanguage(language: Language): Promise<void>;
  /** Touches a button as soon as it can be pressed. */
  presses(name: string | RegExp): Promise<void>;
  /** Touches a demo card and waits for the balance. */
  holdsCard(card: CardName): Promise<void>;
  /** Scans a card with a scanner that types like a keyboard and ends with Enter. */
  scans(card: CardName): Promise<void>;
  /** Goes from the balance to the confirm screen by the keypad. */
  choosesAmount(amountInCents: number): Promise<void>;
  /** The button of the confirm screen, which has the amount in its name. */
  payButton(amountInCents: number): Locator;
  confirms(amountInCents: number): Promise<void>;
  /** Leaves the result screen. */
  isDone(): Promise<void>;
}

export function customerAt(page: Page, language: Language = 'en'): Customer {
  const words = wordsIn(language);
  const button = (name: string | RegExp): Locator =>
    page.getByRole('button', { name, exact: typeof name === 'string' });
  const money = (amountInCents: number): string =>
    moneyText(cents(amountInCents), { language, currency: 'EUR', minorDigits: 2 });
  const payButton = (amountInCents: number): Locator =>
    button(words.pay.replace('{amount}', money(amountInCents)));

  async function sees(screen: ScreenName, within?: { timeoutMs: number }): Promise<void> {
    const heading = page.getByRole('heading', { level: 1, name: words[screen], exact: true });
    await heading.waitFor(timeoutOf(within));
  }

  return {
    sees,
    button,
    payButton,
    reads: (text, within) => page.getByText(text).first().waitFor(timeoutOf(within)),
    readsNoMore: (text, within) =>
      page
        .getByText(text)
        .first()
        .waitFor({ ...timeoutOf(within), state: 'hidden' }),
    readsMoney: (amountInCents) =>
      page.getByText(money(amountInCents), { exact: true }).first().waitFor(),
    readsMoneyWithin: (amountInCents, timeout) =>
      page
        .getByText(money(amountInCents), { exact: true })
        .first()
        .waitFor({ timeout })
        .then(
          () => true,
          () => false,
        ),
    presses: (name) => button(name).click(),
    async choosesLanguage(chosen) {
      await page.locator('nav .suits button').first().click();
      await button(definitionOf(chosen).name).waitFor();
      await comesToRest(page);
      await button(definitionOf(chosen).name).click();
      await page.locator(`html[lang="${chosen}"]`).waitFor();
    },
    async holdsCard(card) {
      await button(words.card(card)).click();
      await sees('balance');
    },
    scans: (card) => typeAsScanner(page, CARDS[card].value),
    async choosesAmount(amountInCents) {
      await button(words.spend).click();
      await sees('amount');
      const keypad = page.getByRole('group', { name: words.keypad, exact: true });
      for (const digit of amountInCents.toString()) {
        await keypad.getByRole('button', { name: digit, exact: true }).click();
      }
      await page.getByText(money(amountInCents), { exact: true }).first().waitFor();
      await button(words.continue).click();
      await sees('confirm');
    },
    confirms: (amountInCents) => payButton(amountInCents).click(),
    isDone: () => button(words.done).click(),
  };
}

function timeoutOf(within: { timeoutMs: number } | undefined): { timeout?: number } {
  return within === undefined ? {} : { timeout: within.timeoutMs };
}

/** The texts that a journey waits for or touches, from the messages of the language. */
function wordsIn(language: Language) {
  const file = new URL(`../../src/renderer/messages/${language}.json`, import.meta.url);
  const messages = v.parse(MESSAGES, JSON.parse(readFileSync(file, 'utf8')));
  const word = (key: string): string => v.parse(v.string(), messages[key]);
  return {
    idle: word('idle_below'),
    balance: word('balance_heading'),
    amount: word('amount_heading'),
    confirm: word('confirm_heading'),
    paying: word('paying_heading'),
    paid: word('paid_heading'),
    notPaid: word('not_paid_heading'),
    notCompleted: word('not_completed_heading'),
    card: (name: CardName) => word(CARDS[name].message),
    spend: word('balance_spend'),
    keypad: word('amount_keypad'),
    continue: word('amount_continue'),
    pay: word('confirm_act'),
    done: word('done'),
  };
}
