import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSpeaker, VOICES_WITHIN_MS } from '../../../../src/renderer/speech/speaker.ts';

class Utterance {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A system that loads its voices when the test says so. */
class Synthesis extends EventTarget {
  readonly spoken: string[] = [];
  asked = 0;
  speaking = false;
  #voices: SpeechSynthesisVoice[] = [];

  getVoices(): SpeechSynthesisVoice[] {
    this.asked += 1;
    return this.#voices;
  }

  bring(lang: string, { localService = true } = {}): void {
    this.#voices.push({ lang, localService, name: lang, voiceURI: lang, default: false });
    this.dispatchEvent(new Event('voiceschanged'));
  }

  speak({ text }: Utterance): void {
    this.spoken.push(text);
  }

  cancel(): void {
    this.speaking = false;
  }
}

const how = { language: 'en', volume: 2 } as const;

function aSpeaker() {
  const synthesis = new Synthesis();
  const onmissing = vi.fn();
  const speaker = createSpeaker(synthesis, { onmissing, nowMs: () => Date.now() });
  return { synthesis, speaker, onmissing };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('SpeechSynthesisUtterance', Utterance);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a system that loads its voices late', () => {
  it('is asked for its voices before the first sentence', () => {
    expect(aSpeaker().synthesis.asked).toBe(1);
  });

  it('says the first sentence as soon as it has a voice, and only once', () => {
    const { synthesis, speaker, onmissing } = aSpeaker();
    speaker.say('Hold your card', how);
    vi.advanceTimersByTime(2_200);
    expect(synthesis.spoken).toEqual([]);
    expect(speaker.isSpeaking()).toBe(true);
    synthesis.bring('en-GB');
    synthesis.bring('nl');
    vi.advanceTimersByTime(VOICES_WITHIN_MS);
    expect(synthesis.spoken).toEqual(['Hold your card']);
    expect(onmissing).not.toHaveBeenCalled();
  });

  it('does not speak with the voice of a service, and waits for a local one', () => {
    const { synthesis, speaker, onmissing } = aSpeaker();
    synthesis.bring('en-US', { localService: false });
    speaker.say('Hold your card', how);
    expect(onmissing).not.toHaveBeenCalled();
    synthesis.bring('en-GB');
    expect(synthesis.spoken).toEqual(['Hold your card']);
  });

  it('says only the latest of the waiting sentences, and none after a touch', () => {
    const { synthesis, speaker } = aSpeaker();
    speaker.say('Hold your card', how);
    speaker.say('You have 50 euros', how);
    synthesis.bring('en-GB');
    expect(synthesis.spoken).toEqual(['You have 50 euros']);

    const silenced = aSpeaker();
    silenced.speaker.say('Hold your card', how);
    silenced.speaker.stop();
    silenced.synthesis.bring('en-GB');
    vi.advanceTimersByTime(VOICES_WITHIN_MS);
    expect(silenced.synthesis.spoken).toEqual([]);
    expect(silenced.onmissing).not.toHaveBeenCalled();
  });
});

describe('a system without a voice for the language', () => {
  it('is no longer waited for after a while, and is reported once for each sentence', () => {
    const { synthesis, speaker, onmissing } = aSpeaker();
    speaker.say('Hold your card', how);
    vi.advanceTimersByTime(VOICES_WITHIN_MS - 1);
    expect(onmissing).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onmissing).toHaveBeenCalledTimes(1);
    expect(speaker.isSpeaking()).toBe(false);
    speaker.say('Hold your card', how);
    expect(onmissing).toHaveBeenCalledTimes(2);
    expect(synthesis.spoken).toEqual([]);
  });

  it('speaks if a voice arrives later', () => {
    const { synthesis, speaker } = aSpeaker();
    vi.advanceTimersByTime(VOICES_WITHIN_MS);
    synthesis.bring('en-GB');
    speaker.say('Hold your card', how);
    expect(synthesis.spoken).toEqual(['Hold your card']);
  });
});

describe('an engine that never stops saying that it speaks', () => {
  it('counts as silent after the longest time that the text can take, and after a stop', () => {
    const { synthesis, speaker } = aSpeaker();
    synthesis.bring('en-GB');
    expect(speaker.isSpeaking()).toBe(false);
    Object.defineProperty(synthesis, 'speaking', { get: () => true, set: () => undefined });
    expect(speaker.isSpeaking()).toBe(false);
    speaker.say('You have 50 euros', how);
    vi.advanceTimersByTime(3_000);
    expect(speaker.isSpeaking()).toBe(true);
    vi.advanceTimersByTime(10_000);
    expect(speaker.isSpeaking()).toBe(false);
    speaker.say('You have 50 euros', how);
    speaker.stop();
    expect(speaker.isSpeaking()).toBe(false);
  });
});
