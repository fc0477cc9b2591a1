/**
 * Every text comes from the message file of its language. In the pseudo-language every vowel of a message is marked,
 * so a word with a plain vowel was written into the program. In a language, no text is that of another one.
 */
import type { Page } from 'playwright-core';
import { otherTexts } from '../messages.ts';
import { wordsOfPage } from '../words-of-page.ts';
import type { Check, Shown } from './check.ts';

/** Dates, currencies and languages are named by the system or stay as they are. */
const OF_THE_SYSTEM = new RegExp(
  `^(${[
    'EUR|Eng|English|Nederlands|Deutsch|Français|Español',
    'mon|tue|wed|thu|fri|sat|sun|(mon|tues|wednes|thurs|fri|satur|sun)day',
    'jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec',
    'january|february|march|april|june|july|august|september|october|november|december',
    '(second|minute|hour|day)s?',
  ].join('|')})$`,
  'i',
);

export const words: Check = {
  name: 'words',
  appliesTo: ({ scene, language }) => scene === undefined && language !== 'en',
  run,
};

async function run(page: Page, { view, language }: Shown): Promise<string[]> {
  const texts = await page.evaluate(wordsOfPage);
  const data = JSON.stringify(view);
  if (language === 'pseudo') {
    return texts.flatMap((text) =>
      [...text.matchAll(/[\p{L}\p{M}]{3,}/gu)]
        .map(([word]) => word)
        .filter((word) => /^[a-z]+$/i.test(word) && /[aeiou]/i.test(word))
        .filter((word) => !data.includes(word) && !OF_THE_SYSTEM.test(word))
        .map((word) => `'${word}' in "${text}" is in no message file`),
    );
  }
  const english = otherTexts('en', language);
  return texts.filter((text) => english.has(text)).map((text) => `"${text}" is English`);
}
