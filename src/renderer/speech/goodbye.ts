/** The last words to a customer who listens: the session is over, and the screen shows nothing of it. */
import type { View } from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';
import { traitsOf } from '../screens/index.ts';
import type { Voice } from './speaker.ts';

/** It keeps the language and the volume of its session, because the next one may have begun when it is said. */
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
