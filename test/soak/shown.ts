/** Turns views into events about scans: each look-up, question and notice, with its card. Pure. */
import type { View } from '../../src/shared/contract.ts';

/** The facts about scans that this view shows and the previous view did not. */
export function shownBetween(before: View | null, view: View): string[] {
  return [
    ...screenEvent(before, view),
    ...questionEvent(before, view),
    ...noticeEvent(before, view),
  ];
}

function screenEvent(before: View | null, { screen, screenId }: View): string[] {
  if (before?.screenId === screenId) return [];
  switch (screen.kind) {
    case 'identifying':
      return ['looked up'];
    case 'balance':
      return [`balance ${screen.card.endsIn}`];
    case 'cardProblem':
      return [`${screen.problem} ${screen.endsIn}`];
    case 'paid':
      return [`paid ${screen.amountInCents}`];
    // No scan of the soak test leads to these screens.
    case 'lookUpProblem':
    case 'notPaid':
    case 'notCompleted':
    case 'outOfService':
      return [screen.kind];
    case 'starting':
    case 'idle':
    case 'amount':
    case 'confirm':
    case 'paying':
    case 'staffSignIn':
    case 'staffReaders':
      return [];
  }
}

function questionEvent(before: View | null, { overlay }: View): string[] {
  if (overlay === null) return [];
  if (overlay.kind === 'stillThere') return ['still there'];
  const asked = before?.overlay?.kind === 'otherCard' ? before.overlay.endsIn : null;
  return asked === overlay.endsIn ? [] : [`other card ${overlay.endsIn}`];
}

function noticeEvent(before: View | null, { notice }: View): string[] {
  return notice === null || notice.number === before?.notice?.number ? [] : [notice.kind];
}
