/** The payment is under way. Says the amount and the progress, and more the longer the payment takes. */
import { m } from '../../messages/generated/messages.js';
import { cardOf } from '../../presentation/card-place.ts';
import {
  line,
  longWaitLine,
  privateLine,
  type ScreenPresentation,
} from '../../presentation/presentation.ts';

const STEPS = {
  sending: { happening: m.paying_sending, expecting: m.paying_sending_expect },
  checking: { happening: m.paying_checking, expecting: m.paying_checking_expect },
  waitingForEarlier: { happening: m.paying_waiting, expecting: m.paying_waiting_expect },
} as const;

export const paying = {
  exits: [],
  sound: null,
  isAtRest: false,
  isUnderWay: false,
  isResult: false,
  cardPlace: cardOf,
  content({ screen, medium }) {
    const heading = m.paying_heading();
    const happening = STEPS[screen.step].happening();
    const expecting = STEPS[screen.step].expecting();
    return {
      heading,
      happening,
      expecting,
      lines: [
        line(heading),
        privateLine(medium.money(screen.amountInCents)),
        line(happening),
        longWaitLine(expecting),
      ],
      actions: [],
    };
  },
} satisfies ScreenPresentation<'paying'>;
