/** The last sentence of the voice: it never goes without a word. Says why, if the customer did not ask for it. */
import type { View } from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';
import { traitsOf } from '../screens/index.ts';
import type { Voice } from './speaker.ts';

/** Keeps the language and volume of the session, because the view already has other values when the voice says this. */
export interface Goodbye {
  textFor: (after: View) => string;
  voice: Voice;
}

/** All texts are made now, while the messages are in the language of the session. */
export function goodbyeFor({ screen, screenId, language, adjustments }: View): Goodbye {
  const texts = {
    end: m.say_end(),
    off: m.say_off(),
    staff: m.say_off_staff(),
    otherCard: m.say_off_other_card(),
  };
  const wasAtRest = traitsOf(screen.kind).isAtRest;
  return {
    voice: { language, volume: adjustments.volume },
    textFor(after) {
      if (STAFF_SCREENS.has(after.screen.kind) && !STAFF_SCREENS.has(screen.kind)) {
        return texts.staff;
      }
      if (after.screenId === screenId || wasAtRest) return texts.off;
      return traitsOf(after.screen.kind).isAtRest ? texts.end : texts.otherCard;
    },
  };
}

const STAFF_SCREENS: ReadonlySet<View['screen']['kind']> = new Set(['staffSignIn', 'staffReaders']);
