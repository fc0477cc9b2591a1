/** Chooses the sound for a change of the view. A page that has just loaded plays no sound. */
import type { View } from '../../shared/contract.ts';
import { traitsOf } from '../screens/index.ts';
import type { Sound } from './notes.ts';

/** Sounds only repeat what the screen shows. */
export function soundFor(before: View | null, after: View): Sound | null {
  if (before === null) return null;
  if (after.overlay !== null && after.overlay.kind !== before.overlay?.kind) return 'attention';
  if (after.overlay?.kind === 'stillThere') {
    return after.overlay.secondsLeft % 10 === 0 && !isSameSecond(before, after)
      ? 'attention'
      : null;
  }
  if (after.screenId !== before.screenId) return traitsOf(after.screen.kind).sound;
  if (after.notice !== null && after.notice.number !== before.notice?.number) {
    return after.notice.kind === 'sameCardAgain' ? 'read' : 'attention';
  }
  return isAnswerDue(before, after) ? 'read' : null;
}

/** A key that changes the volume or the size of the text is answered, at the new volume. The voice answers better. */
function isAnswerDue({ adjustments: before }: View, { adjustments: after }: View): boolean {
  return (
    !after.isSpeaking &&
    !before.isSpeaking &&
    (after.volume !== before.volume || after.isLarge !== before.isLarge)
  );
}

function isSameSecond(before: View, after: View): boolean {
  return (
    before.overlay?.kind === 'stillThere' &&
    after.overlay?.kind === 'stillThere' &&
    before.overlay.secondsLeft === after.overlay.secondsLeft
  );
}
