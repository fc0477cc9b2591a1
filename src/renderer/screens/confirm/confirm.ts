/** The last screen before the payment: the amount, and the balance that will be left. */
import { m } from '../../messages/generated/messages.js';
import { cardOf } from '../../presentation/card-place.ts';
import {
  line,
  mainAction,
  privateLine,
  type ScreenPresentation,
} from '../../presentation/presentation.ts';

export const confirm = {
  exits: ['stop', 'back'],
  sound: null,
  isAtRest: false,
  isUnderWay: true,
  isResult: false,
  cardPlace: cardOf,
  content({ screen, view: { shopName, screenId }, medium }) {
    const { availableInCents, asOf, isLive } = screen.balance;
    const heading = m.confirm_heading();
    const labels = {
      pay: m.confirm_you_pay(),
      at: shopName === null ? '' : m.confirm_at({ shopName }),
      now: isLive ? m.confirm_now() : m.confirm_as_of({ time: medium.moment(asOf) }),
      after: m.confirm_after(),
    };
    const amount = medium.money(screen.amountInCents);
    const pay = mainAction(
      m.confirm_act({ amount }),
      { kind: 'confirmSpend', screenId },
      { isPrivate: true, publicText: m.say_pay(), isEnabled: screen.isArmed, guard: 'calm' },
    );
    return {
      heading,
      labels,
      pay,
      lines: [
        // The question comes last, because a listener must know first what it is about.
        privateLine(`${labels.pay} ${amount} ${labels.at}`.trim(), m.say_private()),
        privateLine(`${labels.now} ${medium.money(availableInCents)}`),
        privateLine(`${labels.after} ${medium.money(screen.afterInCents)}`),
        line(heading),
      ],
      actions: [pay],
    };
  },
} satisfies ScreenPresentation<'confirm'>;
