/** The page says in which language it is and which way it is read, and bytes are read from left to right in every language. */
import { languageInView } from '../looks.ts';
import { always, type Check } from './check.ts';

export const direction: Check = {
  name: 'direction',
  appliesTo: always,
  run: async (page, { language }) => {
    const { lang, dir, codes } = await page.evaluate(() => ({
      lang: document.documentElement.lang,
      dir: document.documentElement.dir,
      codes: Array.from(
        document.querySelectorAll('code'),
        (code) => getComputedStyle(code).direction,
      ),
    }));
    const wanted = languageInView(language);
    const wantedDirection = wanted === 'ar' ? 'rtl' : 'ltr';
    return [
      ...(lang === wanted ? [] : [`its language is '${lang}', and not '${wanted}'`]),
      ...(dir === wantedDirection ? [] : [`its direction is '${dir}', and not ${wantedDirection}`]),
      ...codes.filter((code) => code !== 'ltr').map(() => 'bytes are not read from left to right'),
    ];
  },
};
