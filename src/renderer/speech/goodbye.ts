/** The last sentence of the voice: the session is over, and the screen is empty. */
import type { View } from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';
import { traitsOf } from '../screens/index.ts';
import type { Voice } from './speaker.ts';

/** Keeps the language and volume of the session, because the view already has other values when the voice says this. */
export interface Goodbye {
  text: string;
  voice: Voice;
  isDue: (after: View) => boolean;
}

export function goodbyeFor({ screen, screenId, language, adjustments }: View): Goodbye {
  return {
    text: m.say_end(),
    voice: { language, volume: adjustments.volume },
    isDue: (after) =>
      after.screenId !== screenId &&
      !traitsOf(screen.kind).isAtRest &&
      traitsOf(after.screen.kind).isAtRest,
  };
}
