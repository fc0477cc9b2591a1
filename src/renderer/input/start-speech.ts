/**
 * The first key of a tactile keypad starts reading aloud while nobody uses the kiosk. Who cannot see the screen cannot
 * know which key starts it, so any key does, and does nothing else.
 */
import type { Intent, View } from '../../shared/contract.ts';
import { traitsOf } from '../screens/index.ts';

/** The keys of EZ Access (see focus-navigation.ts), and the volume keys that such keypads have. */
const KEYPAD_KEY = /^(?:F1[789]|F2[0-4]|AudioVolume(?:Up|Down))$/;

/** Null if the key has to do its own work. Without a voice it always has to. */
export function startSpeechIntent(
  { key, repeat }: Pick<KeyboardEvent, 'key' | 'repeat'>,
  { adjustments, screen, speech }: View,
  hasVoice: boolean,
): Intent | null {
  if (repeat || !KEYPAD_KEY.test(key) || !traitsOf(screen.kind).isAtRest) return null;
  if (adjustments.isSpeaking || speech === 'off' || !hasVoice) return null;
  return { kind: 'adjust', change: { isSpeaking: true } };
}
