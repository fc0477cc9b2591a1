/** A voice whose words are kept instead of heard: a Chromium without a screen has no voices. */

/** Runs in the page before its own scripts, with a voice for each of these languages. */
export function installVoice(languages: readonly string[]): void {
  const heard: string[] = [];
  const voices = languages.map((lang) => ({ lang, name: lang, localService: true }));
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
    getVoices: () => voices,
    speak: ({ text }: Utterance) => heard.push(text),
    cancel: () => undefined,
  });
  Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance });
  Object.defineProperty(window, 'speechSynthesis', { value: speechSynthesis });
  Object.defineProperty(window, 'heard', { value: heard });
}

/** Runs in the page before its own scripts: the machine has a loudspeaker that everybody hears, and no headphones. */
export function installLoudspeaker(): void {
  const loudspeaker = { kind: 'audiooutput', label: 'Built-in speakers' };
  Object.defineProperty(navigator, 'mediaDevices', {
    value: Object.assign(new EventTarget(), {
      enumerateDevices: () => Promise.resolve([loudspeaker]),
    }),
  });
}

/** Runs in the page: all that was said since the view was shown. */
export function heard(): string[] {
  const sentences: unknown = Reflect.get(window, 'heard');
  return Array.isArray(sentences) ? sentences.map(String) : [];
}
