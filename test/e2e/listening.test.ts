/** A customer who cannot see the screen pays with the spoken text alone. */
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { CONTACTS, expectMoves } from './account.ts';
import { inEveryShell } from './in-every-shell.ts';
import { plugInKeypad } from './keypad.ts';
import { isSlowAsAPerson, PATIENCE_MS } from './patience.ts';
import { giveVoice } from './speech.ts';
import { openTerminal } from './terminal.ts';

const NO_VOICE = 'This kiosk has no voice for this language';
/** Shorter than the notice stays on the screen. */
const SOONER = { timeoutMs: 5_000 };

const topOf = async (part: Locator): Promise<number> => (await part.boundingBox())?.y ?? NaN;

const bottomOf = async (part: Locator): Promise<number> => {
  const box = await part.boundingBox();
  return box === null ? NaN : box.y + box.height;
};

inEveryShell('a customer who listens', (runner) => {
  it('pays with the keyboard and the spoken text', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const page = terminal.page();
    const { keyboard } = page;
    const ears = await giveVoice(page, ['en', 'nl']);

    await terminal.customer().sees('idle');
    await keyboard.press('F2');
    await ears.hears(/^Hold your card up to the reader\. It’s just below the screen/);
    // Not scanned: the kiosk refuses a code right after F2, because the code may have begun with it.
    await terminal.customer().holdsCard('krabby');
    await ears.hears(
      /You have 50 euros\. Krabby Membership, s k j f\. You can choose: Pay with this card\. Recent transactions\. Stop\./,
    );
    await ears.tabsTo(/^Recent transactions/);
    await keyboard.press('Enter');
    await ears.hears(/Spent at Krusty Krab, \d/);
    await ears.tabsTo(/^Pay with this card/);
    await keyboard.press('Enter');
    await ears.hears(/How much are you paying\? 0 euros\. You can pay up to 50 euros/);
    for (const digit of ['1', '2', '5']) {
      await keyboard.press(digit);
      await ears.hears(/cents?\.$|cents?\. /);
    }
    await ears.tabsTo(/^Continue/);
    await isSlowAsAPerson(page);
    await keyboard.press('Enter');
    await ears.hears(
      /You pay 1 euro and 25 cents at Krusty Krab\. Balance now 50 euros\. Balance after 48 euros and 75 cents/,
    );
    await terminal
      .customer()
      .payButton(1_25)
      .and(page.locator('[aria-disabled="false"]'))
      .waitFor();
    await ears.tabsTo(/^Pay 1 euro and 25 cents$/);
    await keyboard.press('Enter');
    await ears.hears(/^Paid\. 1 euro and 25 cents spent\. Left on your card 48 euros and 75 cents/);

    await expectMoves(account, CONTACTS.krabby, [-1_25]);
  });

  it('hears each of the last payments and the whole receipt with a tactile keypad', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const page = terminal.page();
    const { keyboard } = page;
    const ears = await giveVoice(page, ['en']);
    const keypad = await plugInKeypad(page);
    const pressMainAct = async (name: RegExp): Promise<void> => {
      await keypad('F22');
      await ears.hears(name);
      // A question also waits for a quiet time after this key.
      await page.locator('.main-act[aria-disabled="false"]').first().waitFor();
      await keypad('F20');
    };

    await terminal.customer().sees('idle');
    await keyboard.press('F2');
    await ears.hears(/^Hold your card up to the reader/);
    // Not scanned: the kiosk refuses a code right after F2, because the code may have begun with it.
    await terminal.customer().holdsCard('krabby');
    await ears.hears(/You have 50 euros\. Krabby Membership/);
    await ears.tabsTo(/^Recent transactions/);
    await keypad('F20');
    await ears.hears(/: Spent at Krusty Krab, \d/);
    await ears.tabsTo(/^Recent transactions/);
    await ears.said();
    await keypad('F19');
    await ears.hears(/^[^.]*: Spent at Krusty Krab, \d[^.]*\.$/);
    await pressMainAct(/^Pay with this card/);
    await ears.hears(/How much are you paying\?/);
    for (const digit of ['5', '0', '0']) {
      await keyboard.press(digit);
      await ears.hears(/cents?\.$|cents?\. |5 euros\./);
    }
    await pressMainAct(/^Continue$/);
    await ears.hears(/You pay 5 euros/);
    await terminal
      .customer()
      .payButton(5_00)
      .and(page.locator('[aria-disabled="false"]'))
      .waitFor();
    await pressMainAct(/^Pay /);
    await ears.hears(/^Paid\. 5 euros spent\. Left on your card 45 euros/);
    await ears.tabsTo(/^Receipt/);
    await keypad('F20');
    await ears.hears(
      /^Your receipt\. .*Paid: 5 euros\. Left on your card: 45 euros\. Card: s k j f\. Reference: /,
    );
    await keypad('F21');
    await ears.hears(/^Paid\. 5 euros spent/);

    await expectMoves(account, CONTACTS.krabby, [-5_00]);
  });

  it.each(['F17', 'F19', 'F20', 'F21'] as const)(
    'hears how to go on after %s on a tactile keypad, and only then moves on',
    async (key) => {
      const terminal = await openTerminal(runner);
      const page = terminal.page();
      const ears = await giveVoice(page, ['en']);
      const keypad = await plugInKeypad(page);

      await terminal.customer().sees('idle');
      await keypad(key);
      await ears.hears(/^Hold your card up to the reader.*For help, press F1 or the help key/);
      await terminal.customer().sees('idle');
      await keypad('F17');
      await ears.hears(/On a tactile keypad, up and down move on/);
    },
  );

  it('moves on with the first key of a tactile keypad if there is no voice', async () => {
    const terminal = await openTerminal(runner);
    const page = terminal.page();
    const customer = terminal.customer();
    await giveVoice(page, []);
    const keypad = await plugInKeypad(page);

    await customer.sees('idle');
    await keypad('F17');
    await customer.reads('How it works');
  });

  it('hears amounts as people say them, which amount is chosen, and the keys of the keypad', async () => {
    const terminal = await openTerminal(runner);
    const page = terminal.page();
    const customer = terminal.customer();
    const ears = await giveVoice(page, ['en']);
    const keypad = await plugInKeypad(page);

    await customer.holdsCard('krabby');
    await customer.presses('Pay with this card');
    await customer.sees('amount');
    await page.keyboard.press('F2');
    await ears.hears(/You can choose: Number keys\. 5 euros\. 10 euros\./);
    await ears.tabsTo(/^5 euros$/);
    await page.keyboard.press('Enter');
    await ears.hears(/^5 euros\. .*You can choose: Continue/);
    await ears.tabsTo(/^10 euros$/);
    await keypad('F18');
    await ears.hears(/^5 euros, chosen$/);
    await ears.tabsTo(/^Larger$/);
    await keypad('F17');
    await ears.hears(/F8 changes the volume\. On a tactile keypad, up and down move on/);
    await keypad('F21');
    await customer.readsNoMore('How it works');
  });

  it('hears the screen again on request, in its language, and hears nothing after a touch', async () => {
    const terminal = await openTerminal(runner);
    const page = terminal.page();
    const ears = await giveVoice(page, ['en', 'nl']);

    await terminal.customer().sees('idle');
    await page.keyboard.press('F2');
    await ears.hears(/^Hold your card/);
    await page.keyboard.press('F4');
    await ears.hears(/^Hold your card/);
    await terminal.customer().choosesLanguage('nl');
    await ears.hears(/^Houd je kaart bij de lezer\./);
    await ears.said();
    await page.mouse.click(5, 5);
    await expect.poll(async () => (await ears.said()).at(-1)).toBe('(silence)');
  });

  it('hears the languages by their own voices, or in the language that speaks', async () => {
    const terminal = await openTerminal(runner);
    const page = terminal.page();
    const ears = await giveVoice(page, ['en', 'nl']);

    await terminal.customer().sees('idle');
    await page.keyboard.press('F2');
    await ears.hears(/^Hold your card/);
    await terminal.customer().presses('English');
    await ears.hears(/You can choose: English\. Dutch\. German\./);
    await ears.tabsTo(/^Nederlands$/);
    await ears.tabsTo(/^German$/);
    expect(await ears.voices()).toEqual(expect.arrayContaining(['nl: Nederlands', 'en: German']));
  });

  it('hears the new volume, and whether the text is large', async () => {
    const terminal = await openTerminal(runner);
    const page = terminal.page();
    const ears = await giveVoice(page, ['en']);

    await terminal.customer().sees('idle');
    await page.keyboard.press('F2');
    await ears.hears(/^Hold your card/);
    await page.keyboard.press('F8');
    await ears.hears(/^Volume 3 of 4\.$/);
    await page.keyboard.press('F9');
    await ears.hears(/^Larger text, On\.$/);
    await page.keyboard.press('F9');
    await ears.hears(/^Larger text, Off\.$/);
  });

  it('hears that the session is over, in the language of that session, and nothing more', async () => {
    const terminal = await openTerminal(runner);
    const page = terminal.page();
    const customer = terminal.customer();
    const ears = await giveVoice(page, ['en', 'nl']);

    await customer.holdsCard('krabby');
    await customer.choosesLanguage('nl');
    await page.keyboard.press('F2');
    await ears.hears(/50 euro/);
    await ears.tabsTo(/^Stop/);
    await ears.said();
    await page.keyboard.press('Enter');
    await ears.hears(/^Bedankt\. Je gegevens staan niet meer op het scherm\.$/);
    await customer.sees('idle');
    expect(await ears.said()).toEqual([]);
  });

  it('hears that the voice goes, and why', async () => {
    const terminal = await openTerminal(runner);
    const page = terminal.page();
    const customer = terminal.customer();
    const ears = await giveVoice(page, ['en']);

    await customer.sees('idle');
    await page.keyboard.press('F2');
    await ears.hears(/^Hold your card/);
    await page.keyboard.press('F2');
    await ears.hears(/^Reading aloud is off\.$/);

    // Not by a key: the kiosk refuses a code that follows F2, because the code may have begun with it.
    await customer.presses('Adjust');
    await page.getByRole('switch', { name: 'Read aloud' }).click();
    await customer.presses('Close');
    await ears.hears(/^Hold your card/);
    await customer.presses('Blocked');
    await ears.hears(/^This card isn’t active any more/);
    await customer.scans('krabby');
    await ears.hears(/^A different card is in use now\. Reading aloud is off\.$/);
    await customer.sees('balance');
    await customer.presses('Stop');

    await customer.sees('idle');
    await page.keyboard.press('F2');
    await ears.hears(/^Hold your card/);
    await page.keyboard.press('Control+Shift+S');
    await customer.reads('Staff area');
    await ears.hears(/^Staff have opened their area\. Reading aloud is off\.$/);
  });

  it('is warned that time runs out', async () => {
    const terminal = await openTerminal(runner, { settings: { idleMs: 10_000 } });
    const page = terminal.page();
    const ears = await giveVoice(page, ['en']);

    await terminal.customer().holdsCard('krabby');
    await page.keyboard.press('F2');
    await ears.hears(/Are you still there\? In \d+ seconds we stop/);
  });

  it('leaves, and the session ends even if the system never stops saying that it speaks', async () => {
    const settings = { idleMs: 6_000, warningMs: 3_000 };
    const terminal = await openTerminal(runner, { settings });
    const page = terminal.page();
    const ears = await giveVoice(page, ['en']);
    await page.evaluate(() => {
      Object.defineProperty(speechSynthesis, 'speaking', { value: true });
    });
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await page.keyboard.press('F2');
    await ears.hears(/You have 50 euros/);
    await customer.sees('idle');
  });

  it('hears the button of a question by its own name, not by the amount of the screen below', async () => {
    const terminal = await openTerminal(runner);
    const page = terminal.page();
    const customer = terminal.customer();
    const ears = await giveVoice(page, ['en']);
    const keypad = await plugInKeypad(page);

    await customer.sees('idle');
    await page.keyboard.press('F2');
    await ears.hears(/^Hold your card/);
    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    await ears.hears(/You pay 5 euros/);
    await customer.scans('twin');
    await ears.hears(/That’s a different card/);
    await customer
      .button('Keep the first card')
      .and(page.locator('[aria-disabled="false"]'))
      .waitFor();
    await keypad('F18');
    await ears.hears(/^Use the other card$/);
    await keypad('F22');
    await ears.hears(/^Keep the first card$/);
  });

  it('hears the screen as soon as the system has loaded a voice', async () => {
    const terminal = await openTerminal(runner);
    const page = terminal.page();
    const ears = await giveVoice(page, []);

    await terminal.customer().sees('idle');
    await page.keyboard.press('F2');
    await expect.poll(() => ears.said()).toContain('(silence)');
    await ears.findsVoice('en');
    await ears.hears(/^Hold your card up to the reader/);
  });

  it('sees a short notice if there is no voice', async () => {
    const terminal = await openTerminal(runner);
    const page = terminal.page();
    const customer = terminal.customer();
    const ears = await giveVoice(page, []);

    await customer.sees('idle');
    await page.keyboard.press('F2');
    await customer.reads(NO_VOICE);
    expect(await bottomOf(page.getByText(NO_VOICE))).toBeLessThanOrEqual(
      await topOf(page.getByRole('heading', { level: 1 })),
    );
    await customer.readsNoMore(NO_VOICE, { timeoutMs: PATIENCE_MS });
    expect((await ears.said()).filter((text) => text !== '(silence)')).toEqual([]);
  });

  it('leaves no notice about a missing voice for the next customer or for another language', async () => {
    const terminal = await openTerminal(runner);
    const page = terminal.page();
    const customer = terminal.customer();
    const ears = await giveVoice(page, ['nl']);
    const lacksVoice = async (): Promise<void> => {
      await page.keyboard.press('F2');
      await customer.reads(NO_VOICE);
    };

    await customer.sees('idle');
    await lacksVoice();
    await customer.holdsCard('krabby');
    await customer.readsNoMore(NO_VOICE, SOONER);
    await lacksVoice();
    await customer.choosesLanguage('nl');
    await page
      .getByText('Deze zuil heeft geen stem')
      .waitFor({ state: 'hidden', timeout: SOONER.timeoutMs });
    await page.keyboard.press('F2');
    await ears.hears(/50 euro/);
  });

  it('hears nothing if the owner has switched speech off', async () => {
    const terminal = await openTerminal(runner, { settings: { speech: 'off' } });
    const page = terminal.page();
    const ears = await giveVoice(page, ['en']);

    await terminal.customer().sees('idle');
    await page.keyboard.press('F2');
    await page.keyboard.press('F1');
    await terminal.customer().reads('How it works');
    expect(await ears.said()).toEqual([]);
  });
});

inEveryShell('a customer who does not look at the screen', (runner) => {
  it('hears three sounds, each at the right moment', async () => {
    const terminal = await openTerminal(runner);
    const page = terminal.page();
    await page.addInitScript(() => {
      const started: number[] = [];
      const start = Reflect.get(OscillatorNode.prototype, 'start');
      OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number): void {
        started.push(Math.round(this.frequency.value));
        Reflect.apply(start, this, [when]);
      };
      Object.defineProperty(window, 'started', { value: started });
    });
    await page.reload();
    const customer = terminal.customer();
    const notes = (): Promise<unknown> =>
      page.evaluate(() => {
        const started: unknown = Reflect.get(window, 'started');
        return Array.isArray(started) ? started.splice(0).map(Number) : [];
      });

    await customer.holdsCard('krabby');
    await expect.poll(notes).toEqual([784]);
    await customer.choosesAmount(5_00);
    await customer.confirms(5_00);
    await customer.sees('paid');
    await expect.poll(notes).toEqual([523, 784, 1047]);
    await customer.button('Done').and(page.locator('[aria-disabled="false"]')).click();
    await customer.scans('blocked');
    await customer.reads('This card isn’t active any more');
    await expect.poll(notes).toEqual([784, 392, 262]);
  });
});
