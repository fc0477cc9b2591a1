/** Another card was read during a session. Asks the customer which card to use. */
import { m } from '../messages/generated/messages.js';
import { line, mainAction, sideAction } from '../presentation/presentation.ts';
import type { OverlayContent } from './overlay.ts';

export const cardChangedPrompt = (({ overlay: { endsIn, number, isArmed }, medium }) => {
  const heading = m.other_heading();
  const body = m.other_body({ endsIn: medium.code(endsIn) });
  const escape = { kind: 'keepThisCard' } as const;
  const armed = { isEnabled: isArmed, guard: 'calm' } as const;
  const keep = mainAction(m.other_keep(), escape, armed);
  const take = sideAction(m.other_take(), { kind: 'takeOtherCard', number }, armed);
  return {
    heading,
    body,
    keep,
    take,
    lines: [line(heading), line(body)],
    actions: [keep, take],
    escape,
  };
}) satisfies OverlayContent<'otherCard'>;
