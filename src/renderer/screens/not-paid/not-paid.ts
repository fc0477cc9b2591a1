/**
 * The payment failed. Says first that no money was taken, then why, then the one thing to do. If that helps at once, a
 * button does it. The button never pays.
 */
import type { NextAttempt, NotPaidReason } from '../../../shared/contract.ts';
import { m } from '../../messages/generated/messages.js';
import { settled } from '../../presentation/card-place.ts';
import {
  line,
  mainAction,
  privateLine,
  sideAction,
  withoutNulls,
  type ScreenPresentation,
} from '../../presentation/presentation.ts';
import type { Reason } from '../../presentation/reason.ts';

/** Faults of the kiosk or its settings, which customers cannot correct. */
const OURS: Reason = { happened: m.not_paid_ours, todo: m.do_counter };

export const NOT_PAID_REASONS: Record<NotPaidReason, Reason> = {
  balanceTooLow: { happened: m.not_paid_balance_too_low, todo: m.not_paid_balance_do },
  cardUnknown: { happened: m.not_paid_card_unknown, todo: m.do_counter },
  cardInactive: { happened: m.not_paid_card_inactive, todo: m.do_counter },
  cardUnlinked: { happened: m.not_paid_card_unlinked, todo: m.do_counter },
  contactGone: { happened: m.not_paid_contact_gone, todo: m.do_counter },
  offline: { happened: m.not_paid_offline, todo: m.do_try_again },
  offlineLimit: { happened: m.not_paid_offline_limit, todo: m.do_pay_less },
  busy: { happened: m.not_paid_busy, todo: m.do_try_again },
  damaged: { happened: m.not_paid_damaged, todo: m.do_counter },
  unexpected: { happened: m.not_paid_unexpected, todo: m.do_try_again },
  tokenRefused: OURS,
  shopUnknown: OURS,
  accountInactive: OURS,
};

const NEXT: Record<NextAttempt, () => string> = {
  tryAgain: m.try_again,
  changeAmount: m.change_amount,
};

export const notPaid = {
  exits: [],
  sound: 'attention',
  isAtRest: false,
  isUnderWay: false,
  isResult: true,
  cardPlace: () => settled(),
  content({ screen, view: { screenId }, medium }) {
    const { reason, availableInCents: left } = screen;
    const heading = m.not_paid_heading();
    const { happened, todo } = NOT_PAID_REASONS[reason];
    const hasLeft = reason === 'balanceTooLow' && left !== null;
    const texts = {
      nothingTaken: m.not_paid_nothing({ amount: medium.money(screen.amountInCents) }),
      happened: happened(),
      todo: hasLeft ? m.not_paid_balance_left({ amount: medium.money(left) }) : todo(),
    };
    const whenArmed = { isEnabled: screen.isArmed, guard: 'begin' } as const;
    const next =
      screen.next === null
        ? null
        : mainAction(NEXT[screen.next](), { kind: 'retry', screenId }, whenArmed);
    const done = {
      ...sideAction(m.done(), { kind: 'stop', screenId }, whenArmed),
      isMain: next === null,
    };
    return {
      heading,
      texts,
      next,
      done,
      lines: [
        line(heading),
        privateLine(texts.nothingTaken),
        line(texts.happened),
        hasLeft ? privateLine(texts.todo, todo()) : line(texts.todo),
      ],
      actions: withoutNulls([next, done]),
    };
  },
} satisfies ScreenPresentation<'notPaid'>;
