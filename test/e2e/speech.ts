/**
 * A fake voice that records its words. Chromium without a screen has no voices, so this replaces `speechSynthesis`.
 * All code up to the call of `speechSynthesis` is the real code.
 */
import type { Page } from 'playwright-core';

export interface Ears {
  /** Waits until a matching text is spoken. Forgets it and everything before it. */
  hears(words: RegExp): Promise<void>;
  /** Returns everything that was spoken since the last call, and forgets it. */
  said(): Promise<string[]>;
  /** Returns everything that was spoken since the page was loaded, with the language of the voice, as in `nl: Stoppen`. */
  voices(): Promise<string[]>;
  /** Presses Tab until the spoken element matches. */
  tabsTo(words: RegExp): Promise<void>;
  /** Adds a voice later, as some systems do. */
  findsVoice(language: string): Promise<void>;
}

/** Adds a voice for each of these languages from the next load on. */
export async function addVoice(page: Page, languages: readonly string[]): Promise<void> {
  await page.addInitScript((spoken) => {
    const heard: string[] = [];
    const voices: string[] = [];
    const installed = spoken.map((lang) => ({ lang, name: lang, localService: true }));
    class Utterance {
      volume = 1;
      lang = '';
      voice: unknown = null;
      readonly text: string;
      constructor(text: string) {
        this.text = text;
      }
    }
    const speechSynthesis = Object.assign(new EventTarget(), {
      speaking: false,
      getVoices: () => installed,
      speak: ({ text, lang }: Utterance) => {
        heard.push(text);
        voices.push(`${lang}: ${text}`);
      },
      cancel: () => heard.push('(silence)'),
    });
    Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance });
    Object.defineProperty(window, 'speechSynthesis', { value: speechSynthesis });
    Object.defineProperty(window, 'heard', { value: heard });
    Object.defineProperty(window, 'voices', { value: voices });
  }, languages);
}

/** Reloads the page with a voice for each of these languages. */
export async function giveVoice(page: Page, languages: readonly string[]): Promise<Ears> {
  await addVoice(page, languages);
  await page.reload();

  const said = async (): Promise<string[]> =>
    await page.evaluate(() => {
      const heard: unknown = Reflect.get(window, 'heard');
      return Array.isArray(heard) ? heard.splice(0).map(String) : [];
    });

  async function hears(words: RegExp): Promise<void> {
    await page.waitForFunction(
      ({ source, flags }) => {
        const heard: unknown = Reflect.get(window, 'heard');
        if (!Array.isArray(heard)) return false;
        const at = heard.findIndex((text) => new RegExp(source, flags).test(String(text)));
        if (at < 0) return false;
        heard.splice(0, at + 1);
        return true;
      },
      { source: words.source, flags: words.flags },
    );
  }

  /** Null if the body has the focus, as between the last stop and the first one: then nothing is spoken. */
  async function nextWords(): Promise<string | null> {
    const isStop = await page.evaluate(
      () => document.activeElement?.matches('button, [role="region"]') ?? false,
    );
    if (!isStop) return null;
    const words = await page.waitForFunction(() => {
      const heard: unknown = Reflect.get(window, 'heard');
      return Array.isArray(heard)
        ? heard.map(String).find((text) => text !== '(silence)')
        : undefined;
    });
    return String(await words.jsonValue());
  }

  return {
    hears,
    said,
    voices: () =>
      page.evaluate(() => {
        const voices: unknown = Reflect.get(window, 'voices');
        return Array.isArray(voices) ? voices.map(String) : [];
      }),
    async findsVoice(language) {
      await page.evaluate((lang) => {
        speechSynthesis.getVoices().push({
          lang,
          name: lang,
          localService: true,
          default: false,
          voiceURI: lang,
        });
        speechSynthesis.dispatchEvent(new Event('voiceschanged'));
      }, language);
    },
    async tabsTo(words) {
      for (let stops = 0; stops < 40; stops++) {
        await said();
        await page.keyboard.press('Tab');
        const named = await nextWords();
        if (named !== null && words.test(named)) return;
      }
      throw new Error(`Tab never reaches ${String(words)}`);
    },
  };
}
