/** The system's voices. What is new comes before what is still being said; nothing is kept of what was. */
import { VOLUME_MAX, type Language } from '../../shared/contract.ts';

type Synthesis = Pick<
  SpeechSynthesis,
  'getVoices' | 'speak' | 'cancel' | 'speaking' | 'addEventListener'
>;

export interface How {
  language: Language;
  volume: number;
}

export interface Speaker {
  /** Ends what is being said, and says this, as soon as there is a voice for it. */
  say(text: string, how: How): void;
  stop(): void;
  /** Or waits to. */
  isSpeaking(): boolean;
}

/** Speech Dispatcher was measured to bring its voices 2.2 s after the page first asks for them. */
export const VOICES_WITHIN_MS = 5_000;

/** For the eye only: U+2066 to U+2069. */
const MARKS_OF_DIRECTION = /[\u2066-\u2069]/g;

/** `onmissing` is told of every sentence for which no voice came. */
export function createSpeaker(synthesis: Synthesis, onmissing: () => void): Speaker {
  let waiting: (() => void) | null = null;
  let mayBringMore = true;

  function say(text: string, how: How): void {
    const voice = voiceFor(synthesis.getVoices(), how.language);
    synthesis.cancel();
    waiting = voice === null && mayBringMore ? () => say(text, how) : null;
    if (waiting !== null) return;
    if (voice === null) {
      onmissing();
      return;
    }
    const utterance = new SpeechSynthesisUtterance(text.replaceAll(MARKS_OF_DIRECTION, ''));
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.volume = how.volume / VOLUME_MAX;
    synthesis.speak(utterance);
  }

  // To ask is what makes a system fetch them, so the wait for the first sentence is over sooner.
  synthesis.getVoices();
  synthesis.addEventListener('voiceschanged', () => waiting?.());
  setTimeout(() => {
    mayBringMore = false;
    waiting?.();
  }, VOICES_WITHIN_MS);

  return {
    say,
    stop() {
      waiting = null;
      synthesis.cancel();
    },
    isSpeaking: () => waiting !== null || synthesis.speaking,
  };
}

/** One of this machine before one that sends what is said to a service. */
function voiceFor(
  voices: readonly SpeechSynthesisVoice[],
  language: Language,
): SpeechSynthesisVoice | null {
  const speakers = voices.filter(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === language);
  return speakers.find(({ localService }) => localService) ?? null;
}
