/** The kiosk could not prove the payment in time, so it is not completed. The kiosk returns any money that was taken. */
import { m } from '../../messages/generated/messages.js';
import { settled } from '../../presentation/card-place.ts';
import {
  line,
  mainAction,
  privateLine,
  type ScreenPresentation,
} from '../../presentation/presentation.ts';

export const notCompleted = {
  exits: [],
  sound: 'attention',
  isAtRest: false,
  isUnderWay: false,
  isResult: true,
  cardPlace: () => settled(),
  content({ screen, view: { screenId }, medium }) {
    const heading = m.not_completed_heading();
    const texts = {
      happened: m.not_completed_body({ amount: medium.money(screen.amountInCents) }),
      todo: m.not_completed_do(),
      reference: m.reference({ reference: medium.code(screen.reference) }),
    };
    const done = mainAction(
      m.done(),
      { kind: 'stop', screenId },
      { isEnabled: screen.isArmed, guard: 'begin' },
    );
    return {
      heading,
      texts,
      done,
      lines: [
        line(heading),
        privateLine(texts.happened),
        line(texts.todo),
        privateLine(texts.reference),
      ],
      actions: [done],
    };
  },
} satisfies ScreenPresentation<'notCompleted'>;
