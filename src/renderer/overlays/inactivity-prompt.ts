/** Asks whether the customer is still there, and counts down. */
import { m } from '../messages/generated/messages.js';
import { line, mainAction, sideAction } from '../presentation/presentation.ts';
import type { OverlayContent } from './overlay.ts';

export const inactivityPrompt = (({ overlay: { secondsLeft: count }, isUnderWay, screenId }) => {
  const heading = m.still_heading();
  // If no payment is under way, the text does not mention money.
  const body = isUnderWay ? m.still_body({ count }) : m.still_done({ count });
  const escape = { kind: 'stay' } as const;
  // The spoken text already says how to stay, so the voice does not list this button.
  const stay = mainAction(m.still_stay(), escape, { isAnnounced: false });
  const stop = sideAction(m.still_stop(), { kind: 'stop', screenId });
  return {
    heading,
    body,
    stay,
    stop,
    lines: [heading, body, m.say_stay()].map(line),
    actions: [stay, stop],
    escape,
  };
}) satisfies OverlayContent<'stillThere'>;
