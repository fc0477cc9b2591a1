/** Speaks with the voices of the system. A new text cuts off the one before, and none is kept. */
import { VOLUME_MAX, type Language } from '../../shared/contract.ts';

type Synthesis = Pick<
  SpeechSynthesis,
  'getVoices' | 'speak' | 'cancel' | 'speaking' | 'addEventListener'
>;

/** In which language and how loud. */
export interface Voice {
  language: Language;
  volume: number;
}

export interface Speaker {
  /** Cuts off what is being said, and says this as soon as there is a voice for it. */
  say(text: string, voice: Voice): void;
  stop(): void;
  /** Also true while a text waits for its voice. */
  isSpeaking(): boolean;
}

/** Measured: Speech Dispatcher has its voices 2.2 s after the page first asks for them. */
export const VOICES_WITHIN_MS = 5_000;

/** U+2066 to U+2069, which only matter for the eye. */
const DIRECTION_MARKS = /[\u2066-\u2069]/g;

/** `onmissing` is called for every text that no voice could say. */
export function createSpeaker(synthesis: Synthesis, onmissing: () => void): Speaker {
  let waiting: (() => void) | null = null;
  let mayStillLoad = true;

  function say(text: string, voice: Voice): void {
    const systemVoice = systemVoiceFor(synthesis.getVoices(), voice.language);
    synthesis.cancel();
    waiting = systemVoice === null && mayStillLoad ? () => say(text, voice) : null;
    if (waiting !== null) return;
    if (systemVoice === null) {
      onmissing();
      return;
    }
    const utterance = new SpeechSynthesisUtterance(text.replaceAll(DIRECTION_MARKS, ''));
    utterance.voice = systemVoice;
    utterance.lang = systemVoice.lang;
    utterance.volume = voice.volume / VOLUME_MAX;
    synthesis.speak(utterance);
  }

  // The first call makes the system load its voices, so the first text has to wait less.
  synthesis.getVoices();
  synthesis.addEventListener('voiceschanged', () => waiting?.());
  setTimeout(() => {
    mayStillLoad = false;
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

/** Only a voice of this machine: others send the text to a service. */
function systemVoiceFor(
  voices: readonly SpeechSynthesisVoice[],
  language: Language,
): SpeechSynthesisVoice | null {
  const speakers = voices.filter(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === language);
  return speakers.find(({ localService }) => localService) ?? null;
}
