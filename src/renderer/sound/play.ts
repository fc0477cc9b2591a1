/** Generates the sounds. Each note fades in and out, because a note that starts or stops at once makes a click. */
import { VOLUME_MAX } from '../../shared/contract.ts';
import { SOUNDS, type Sound } from './notes.ts';

const PEAK = 0.5;
const ATTACK_SECONDS = 0.008;

let context: AudioContext | null = null;

export async function play(sound: Sound, volume: number): Promise<void> {
  if (volume === 0) return;
  context ??= new AudioContext();
  // Chromium may suspend the audio context until somebody touches the page.
  if (context.state === 'suspended') await context.resume();
  const startSeconds = context.currentTime;
  for (const { frequencyHz, startMs, lengthMs } of SOUNDS[sound]) {
    const from = startSeconds + startMs / 1000;
    const to = from + lengthMs / 1000;
    const tone = new OscillatorNode(context, { type: 'triangle', frequency: frequencyHz });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime((PEAK * volume) / VOLUME_MAX, from + ATTACK_SECONDS);
    gain.gain.exponentialRampToValueAtTime(0.001, to);
    tone.connect(gain).connect(context.destination);
    tone.start(from);
    tone.stop(to);
  }
}
