/** Which sound belongs to what has just happened; none where the page was only drawn again. Pure. */
import type { View } from '../../shared/contract.ts';
import type { Sound } from './notes.ts';

/** Never the only sign: all of it stands on the screen too. */
export function soundFor(before: View | null, after: View): Sound | null {
  if (before === null) return null;
  if (after.overlay !== null && after.overlay.kind !== before.overlay?.kind) return 'attention';
  if (after.overlay?.kind === 'stillThere') {
    return after.overlay.secondsLeft % 10 === 0 && !isSameSecond(before, after)
      ? 'attention'
      : null;
  }
  if (after.screenId !== before.screenId) return ofScreen(after);
  if (after.notice !== null && after.notice.number !== before.notice?.number) {
    return after.notice.kind === 'sameCardAgain' ? 'read' : 'attention';
  }
  return null;
}

function isSameSecond(before: View, after: View): boolean {
  return (
    before.overlay?.kind === 'stillThere' &&
    after.overlay?.kind === 'stillThere' &&
    before.overlay.secondsLeft === after.overlay.secondsLeft
  );
}

function ofScreen({ screen }: View): Sound | null {
  switch (screen.kind) {
    case 'identifying':
      return 'read';
    case 'paid':
      return 'done';
    case 'cardProblem':
    case 'lookUpProblem':
    case 'notPaid':
    case 'notCompleted':
      return 'attention';
    case 'starting':
    case 'outOfService':
    case 'idle':
    case 'balance':
    case 'amount':
    case 'confirm':
    case 'paying':
    case 'staffSignIn':
    case 'staffReaders':
      return null;
  }
}
