/** Speaks with the voices of the system. A new text cuts off the text before. There is no queue. */
import { VOLUME_MAX, type Language } from '../../shared/contract.ts';

type Synthesis = Pick<
  SpeechSynthesis,
  'getVoices' | 'speak' | 'cancel' | 'speaking' | 'addEventListener'
>;

/** The language and the volume of a text. */
export interface Voice {
  language: Language;
  volume: number;
}

export interface Speaker {
  /** Stops the current text, and says the new one as soon as its language has a voice. */
  say(text: string, voice: Voice): void;
  stop(): void;
  /**
   * Also true while a text waits for a voice. False after the longest time that the text can take, because some engines
   * never stop saying that they speak.
   */
  isSpeaking(): boolean;
}

/** Measured: Speech Dispatcher loads its voices in 2.2 s, counted from the first request of the page. */
export const VOICES_WITHIN_MS = 5_000;

/** U+2066 to U+2069, which only control how a text is drawn. */
const DIRECTION_MARKS = /[\u2066-\u2069]/g;

/** A slow voice says eight characters a second, and an engine may need a moment to begin. */
const CHARACTER_MS = 125;
const BEGINS_WITHIN_MS = 5_000;

export interface SpeakerOptions {
  /** Called for every text whose language has no voice. */
  onmissing: () => void;
  /** A clock that never goes back. */
  nowMs: () => number;
}

export function createSpeaker(synthesis: Synthesis, options: SpeakerOptions): Speaker {
  const { onmissing, nowMs } = options;
  /** When the current text is over at the latest. */
  let endsByMs = -Infinity;
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
    endsByMs = nowMs() + BEGINS_WITHIN_MS + utterance.text.length * CHARACTER_MS;
    synthesis.speak(utterance);
  }

  // This call makes the system load its voices now, so that the first text waits less.
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
      endsByMs = -Infinity;
      synthesis.cancel();
    },
    isSpeaking: () => waiting !== null || (synthesis.speaking && nowMs() < endsByMs),
  };
}

/** Whether the system has already loaded a local voice for this language. */
export function hasVoice(synthesis: Pick<Synthesis, 'getVoices'>, language: Language): boolean {
  return systemVoiceFor(synthesis.getVoices(), language) !== null;
}

/** Finds a local voice. Other voices send the text to a service on the internet. */
function systemVoiceFor(
  voices: readonly SpeechSynthesisVoice[],
  language: Language,
): SpeechSynthesisVoice | null {
  const speakers = voices.filter(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === language);
  return speakers.find(({ localService }) => localService) ?? null;
}
