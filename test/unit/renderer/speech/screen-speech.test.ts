import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language, type View } from '../../../../src/shared/contract.ts';
import { setLanguage } from '../../../../src/renderer/messages/i18n.svelte.ts';
import { moreRows } from '../../../../src/renderer/presentation/long-lists.ts';
import { receiptOf, receiptRows } from '../../../../src/shared/receipt/receipt.ts';
import {
  backgroundSpeech,
  rowSpeech,
  screenSpeech,
} from '../../../../src/renderer/speech/screen-speech.ts';
import { FIXTURES } from '../../../gallery/fixtures.ts';

function say(name: string, over: { language?: Language; isPrivate?: boolean } = {}): string {
  const { language = 'en', isPrivate = true } = over;
  return screenSpeech(viewOf(name, language), { isPrivate }).join(' ');
}

function viewOf(name: string, language: Language): View {
  setLanguage(language);
  const fixture = FIXTURES.find((each) => each.name === name);
  if (!fixture) throw new Error(`no fixture ${name}`);
  return fixture.view(language);
}

describe('the speech for a screen', () => {
  it('names the balance and the choices', () => {
    expect(say('balance')).toBe(
      'You have 50 euros. Krabby Membership, s k j f. You can choose: Pay with this card. Recent transactions. Stop.',
    );
  });

  it('asks only for the gesture that the readers need', () => {
    expect(say('idle-tap')).toMatch(
      /^Hold your card up to the reader\. It’s just below the screen\. For/,
    );
    expect(say('idle-scan')).toContain('Turn the code towards it.');
    expect(say('idle')).toContain('A code on your card or phone works too.');
  });

  it('names the balance before and after, in the language of the screen', () => {
    expect(say('confirm', { language: 'nl' })).toContain(
      'Je betaalt 12 euro en 50 cent bij Krusty Krab.',
    );
    expect(say('confirm')).toContain('You pay 12 euros and 50 cents at Krusty Krab.');
    expect(say('confirm')).toContain('Balance now 50 euros. Balance after 37 euros and 50 cents.');
  });

  it('asks whether the payment is right after the amounts, before the choices', () => {
    expect(say('confirm')).toMatch(
      /^You pay 12 euros .* 50 cents\. Is this right\? You can choose: /,
    );
    expect(say('confirm', { isPrivate: false })).toMatch(/Is this right\? You can choose: Pay\./);
  });

  it('says first that nothing was taken, and what to do even if others may hear it', () => {
    expect(say('not-paid-balance')).toMatch(
      /^Not paid\. None of the .* was taken\. There isn’t enough on your card\. You have /,
    );
    expect(say('not-paid-balance', { isPrivate: false })).toContain(
      'There isn’t enough on your card. Pay less, or top up your card at the till.',
    );
  });

  it('names the balance that is left before its amount', () => {
    expect(say('paid')).toContain(
      'Paid. 12 euros and 50 cents spent. Left on your card 37 euros and 50 cents.',
    );
  });

  it('names a spent amount without a minus', () => {
    expect(say('balance-history')).toContain('Spent at Krusty Krab, 1 euro and 80 cents.');
    expect(say('balance-history')).not.toContain('minus');
  });

  it.each(FIXTURES)('says something about $name', ({ name }) => {
    expect(say(name).length).toBeGreaterThan(5);
  });

  it.each(FIXTURES)('names no amount of $name if others may hear it', ({ name }) => {
    expect(say(name, { isPrivate: false })).not.toMatch(/\b(?:euro|cent)|€/);
  });

  it('warns that the time runs out, and names the seconds that are left', () => {
    const view = viewOf('still-there', 'en');
    const warned: View = { ...view, overlay: { kind: 'stillThere', secondsLeft: 12 } };
    expect(screenSpeech(warned, { isPrivate: true }).join(' ')).toContain(
      'Are you still there? In 12 seconds we stop',
    );
  });

  it('asks a customer who looks at a result without a word about money', () => {
    const words = say('still-there-paid');
    expect(words).toContain('Are you still there? In 18 seconds we clear the screen.');
    expect(words).not.toMatch(/taken|stop/);
  });

  it('explains the delay only once the customer has waited for long', () => {
    const view = viewOf('paying-checking', 'en');
    const words = (isLongWait: boolean): string =>
      screenSpeech(view, { isPrivate: true, isLongWait }).join(' ');
    expect(words(true)).toContain('In a few seconds you’ll know for sure.');
    expect(words(false)).not.toContain('for sure');
    expect(words(false)).toContain('12 euros and 50 cents');
  });

  it('names only the quick amounts that the screen has room for', () => {
    expect(say('amount')).toContain('10 euros. 20 euros, not enough');
    expect(say('amount-empty')).toContain('You can choose: Number keys. ');
    const six = viewOf('amount-six-quick', 'en');
    expect(screenSpeech(six, { isPrivate: true }).join(' ')).toMatch(
      /continue\. (?:[^.]+\. ){3}Stop/i,
    );
    const large = { ...six, adjustments: { ...six.adjustments, isLarge: true } };
    expect(screenSpeech(large, { isPrivate: true }).join(' ')).toMatch(/continue\. Stop/i);
  });

  it('names each adjustment and its state', () => {
    const words = say('comfort');
    expect(words).toMatch(/Read aloud, Off\. Larger text, Off\..*No movement, Off\./);
    expect(words).toContain('Volume 2 of 4.');
  });

  it('names the three steps of the help, and the keys', () => {
    expect(say('help')).toMatch(
      /Hold your card.*Touch “Pay with this card”.*touch “Pay”.*till.*F2.*keypad.*round key/s,
    );
  });
});

describe.each(LANGUAGES)('in %s', (language) => {
  it.each(FIXTURES)('reads $name completely', ({ name }) => {
    const words = say(name, { language });
    expect(words.length).toBeGreaterThan(3);
    expect(words).not.toMatch(/undefined|NaN|(?<!ATTRS|ENV)\{/);
    expect(words).not.toMatch(/[:;,]\.(\s|$)/);
  });
});

describe('a list', () => {
  it('is read row by row up to the fifth row, and then the number of further rows', () => {
    const view = viewOf('balance-history', 'en');
    const rows = rowSpeech(view, 'history', { isPrivate: true });
    expect(rows).toHaveLength(30);
    const said = screenSpeech(view, { isPrivate: true });
    expect(rows.filter((row) => said.includes(row))).toEqual(rows.slice(0, 5));
    expect(backgroundSpeech(view)).toEqual([
      '25 more: press the down key to hear them one by one.',
    ]);
    expect(rows[29]).toMatch(/Added at Krusty Krab, 25 euros\.$/);
  });

  it('of five rows is read completely', () => {
    expect(moreRows(5)).toBeNull();
  });

  it.each(['history', 'feed', 'readers', 'shops'] as const)(
    'has no amount and no card number in %s if others may hear it',
    (list) => {
      for (const { name } of FIXTURES) {
        const rows = rowSpeech(viewOf(name, 'en'), list, { isPrivate: false });
        expect(rows.join(' ')).not.toMatch(/\b(?:euro|cent)|A1 B2 C3|4 0 0 6 3 8|G O L D/);
      }
    },
  );
});

describe('the receipt', () => {
  it.each(
    LANGUAGES.flatMap((language) =>
      ['receipt-kept', 'proof'].map((name) => [name, language] as const),
    ),
  )('is read row by row: %s in %s', (name, language) => {
    const view = viewOf(name, language);
    const { screen } = view;
    if (screen.kind !== 'paid' && screen.kind !== 'notCompleted') throw new Error('no receipt');
    const words = screenSpeech(view, { isPrivate: true }).join(' ');
    for (const row of receiptRows(receiptOf(screen, view), language)) {
      expect(words).toContain(row.kind === 'pair' ? `${row.label}: ` : row.text);
    }
    expect(words).toContain('K 7 - 0 4 2 1');
    expect(words).toContain('s k j f');
  });

  it('is read with amounts as people say them', () => {
    expect(say('receipt')).toMatch(
      /Krusty Krab\. Date: 15 May 2026 at .*Paid: 12 euros and 50 cents\. Left on your card: 37 euros and 50 cents\./,
    );
  });
});

describe('the demo cards', () => {
  it('are named by what they show, without a balance that would not stay true', () => {
    expect(say('idle-demo', { isPrivate: false })).toContain(
      'Demo cards. Touch one to try it. No real money. You can choose: Ordinary. High balance. ',
    );
    expect(say('idle-demo', { language: 'fr' })).toContain('Ordinaire. Solde élevé. ');
    for (const language of LANGUAGES)
      expect(say('idle-demo', { language })).not.toMatch(/€|[.,]\d\d/);
  });
});

describe('staff', () => {
  it('hear how many digits they have entered, but not the digits', () => {
    const words = say('staff-pin');
    expect(words).toContain('Enter the PIN. Entered: 3 digits.');
    expect(words).toContain('In the demo the PIN is 2 4 6 8.');
    expect(say('staff-pin-locked')).toContain('Try again in 30 seconds.');
    expect(say('staff-pin-none')).toContain('No PIN has been set');
  });

  it('hear each reader with its state, the latest scans, and the choices', () => {
    const words = say('staff-readers');
    expect(words).toContain('Honeywell HID POS Scanner. Ready.');
    expect(words).toContain('Lab NFC. Not set up yet. You can set it up here.');
    expect(words).toMatch(/ACS ACR122U\. This user isn’t allowed to open it\..*KERNEL==/);
    expect(words).toMatch(/Lab NFC: 01 00 07 04 A1 B2 C3 D4 E5 F6/);
    expect(words).toMatch(/Keyboard: 4 0 0 6 3 8 1 3 3 3 9 3 1\./);
    expect(words).toContain('You can choose: Start. Stop.');
  });

  it('hear the steps of the lesson, and its proposal', () => {
    expect(say('staff-teach')).toContain(
      'Present the second card, and take it away. First card: 1 of 3. Second card: 1 of 3. Listening to Lab NFC.',
    );
    const proposed = say('staff-proposed');
    expect(proposed).toMatch(/This is how Lab NFC works\. The card’s number begins at byte 4/);
    expect(proposed).toContain('Hexadecimal: 0 4 A 1 B 2 C 3 D 4 E 5 F 6; 0 4 9 1');
    expect(proposed).toContain('You can choose: Use this. Cancel. Stop.');
    const typed = say('staff-keys');
    expect(typed).toMatch(/How your scanner types\. .*ends every code with Enter/);
    expect(typed).toMatch(/G O L D/);
    expect(typed).toContain('You can choose: Use this');
    expect(say('staff-keys-certain', { isPrivate: false })).not.toMatch(/4 0 0 6/);
    expect(say('staff-keys-used')).toContain('Your scanner is set up');
    expect(say('staff-refused')).toMatch(/No clear answer\. .*You can choose: Set up again\./);
    expect(say('staff-proposed', { isPrivate: false })).not.toMatch(/A 1 B 2|4 8 5 3/);
  });
});
