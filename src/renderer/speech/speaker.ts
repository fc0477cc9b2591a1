/** The system's voices. What is new comes before what is still being said; nothing is kept of what was. */
import { VOLUME_MAX, type Language } from '../../shared/contract.ts';

export interface Speaker {
  /** Ends what is being said, and says this; false where no voice speaks the language. */
  say(text: string, how: { language: Language; volume: number }): boolean;
  stop(): void;
  isSpeaking(): boolean;
}

/** For the eye only: U+2066 to U+2069. */
const MARKS_OF_DIRECTION = /[\u2066-\u2069]/g;

export function createSpeaker(synthesis: SpeechSynthesis): Speaker {
  return {
    say(text, { language, volume }) {
      const voice = voiceFor(synthesis.getVoices(), language);
      synthesis.cancel();
      if (voice === null) return false;
      const utterance = new SpeechSynthesisUtterance(text.replaceAll(MARKS_OF_DIRECTION, ''));
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.volume = volume / VOLUME_MAX;
      synthesis.speak(utterance);
      return true;
    },
    stop: () => synthesis.cancel(),
    isSpeaking: () => synthesis.speaking,
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
