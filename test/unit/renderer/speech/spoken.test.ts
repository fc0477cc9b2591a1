import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language, type View } from '../../../../src/shared/contract.ts';
import { cents } from '../../../../src/shared/money.ts';
import { speak, fetchWords } from '../../../../src/renderer/messages/words.svelte.ts';
import { spokenMoney } from '../../../../src/renderer/speech/figures.ts';
import { headphonesAmong } from '../../../../src/renderer/speech/headphones.ts';
import { withoutAmounts } from '../../../../src/renderer/speech/element-words.ts';
import { spoken } from '../../../../src/renderer/speech/spoken.ts';
import { FIXTURES } from '../../../gallery/fixtures.ts';

async function say(
  name: string,
  over: { language?: Language; isPrivate?: boolean } = {},
): Promise<string> {
  const { language = 'en', isPrivate = true } = over;
  return spoken(await viewOf(name, language), { isPrivate }).join(' ');
}

async function viewOf(name: string, language: Language): Promise<View> {
  speak(await fetchWords(language));
  const fixture = FIXTURES.find((each) => each.name === name);
  if (!fixture) throw new Error(`no fixture ${name}`);
  return fixture.view(language);
}

describe('money', () => {
  const euros = async (amount: number, language: Language = 'en'): Promise<string> => {
    speak(await fetchWords(language));
    return spokenMoney(cents(amount), { language, currency: 'EUR' });
  };

  it('is said as people say it', async () => {
    expect(await euros(50_00)).toBe('50 euros');
    expect(await euros(12_50)).toBe('12 euros and 50 cents');
    expect(await euros(1_01)).toBe('1 euro and 1 cent');
    expect(await euros(5)).toBe('5 cents');
    expect(await euros(0)).toBe('0 euros');
    expect(await euros(-12_35)).toBe('minus 12 euros and 35 cents');
    expect(await euros(12_50, 'nl')).toBe('12 euro en 50 cent');
    expect(await euros(12_50, 'es')).toBe('12 euros con 50 céntimos');
  });

  it('of a currency without cents is said without them', async () => {
    speak(await fetchWords('en'));
    expect(spokenMoney(cents(12_50), { language: 'en', currency: 'GBP' })).toBe(
      '12 British pounds 50',
    );
  });
});

describe('what is spoken', () => {
  it('tells the balance and what can be done with it', async () => {
    expect(await say('balance')).toBe(
      'You have 50 euros. You can choose: Pay with it. Last payments. Stop.',
    );
  });

  it('tells before and after, in the language of the screen', async () => {
    expect(await say('confirm', { language: 'nl' })).toContain('Je betaalt 12 euro en 50 cent.');
    expect(await say('confirm')).toContain('Now 50 euros. Afterwards 37 euros and 50 cents.');
  });

  it('tells what was spent without a minus, as spent says it', async () => {
    expect(await say('balance-history')).toContain('Spent at Krusty Krab, 1 euro and 80 cents.');
    expect(await say('balance-history')).not.toContain('minus');
  });

  it.each(FIXTURES)('says something of $name', async ({ name }) => {
    expect((await say(name)).length).toBeGreaterThan(5);
  });

  it.each(FIXTURES)('tells no figure of $name where others hear it', async ({ name }) => {
    expect(await say(name, { isPrivate: false })).not.toMatch(/euro|cent|€/);
  });

  it('warns that the time runs out, in steps that can be heard to their end', async () => {
    expect(await say('still-there')).toContain('Are you still there? In 20 seconds we stop');
  });

  it('tells the three steps of the help, and the keys', async () => {
    expect(await say('help')).toMatch(
      /Hold your card.*Touch “Pay with it”.*touch “Pay”.*counter.*F2/s,
    );
  });
});

describe.each(LANGUAGES)('in %s', (language) => {
  it.each(FIXTURES)('all of $name is said', async ({ name }) => {
    const words = await say(name, { language });
    expect(words.length).toBeGreaterThan(3);
    expect(words).not.toMatch(/undefined|NaN|\{/);
  });
});

describe('headphones', () => {
  const output = (label: string): { kind: 'audiooutput'; label: string } => ({
    kind: 'audiooutput',
    label,
  });

  it('are known by their name, and otherwise not guessed at', () => {
    expect(headphonesAmong([output('Built-in'), output('USB Headset')])).toBe('in');
    expect(headphonesAmong([output('Built-in Audio')])).toBe('out');
    expect(headphonesAmong([output('')])).toBe('unknown');
    expect(headphonesAmong([])).toBe('unknown');
  });
});

describe('the name of a button', () => {
  it('loses its amount where others hear it, and a key its digit never', () => {
    expect(withoutAmounts('Pay €12.50')).toBe('Pay');
    expect(withoutAmounts('Betaal € 12,50')).toBe('Betaal');
    expect(withoutAmounts('7')).toBe('7');
  });
});
