/** The last words to a customer who listens: that nothing of theirs stands there any more, and nothing of it. Pure. */
import type { View } from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';
import type { How } from './speaker.ts';

/** As the session has it, for it takes its language and volume along. */
export interface Farewell {
  words: string;
  how: How;
  isDue: (after: View) => boolean;
}

export function farewellTo({ screen, screenId, language, adjustments }: View): Farewell {
  return {
    words: m.say_end(),
    how: { language, volume: adjustments.volume },
    isDue: (after) =>
      after.screenId !== screenId && !isAtRest(screen.kind) && isAtRest(after.screen.kind),
  };
}

function isAtRest(kind: View['screen']['kind']): boolean {
  return kind === 'idle' || kind === 'outOfService';
}
