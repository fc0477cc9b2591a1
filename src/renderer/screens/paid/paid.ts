/** The payment succeeded: the amount that was spent, and the balance that is left. */
import { m } from '../../messages/generated/messages.js';
import { cardOf } from '../../presentation/card-place.ts';
import {
  line,
  mainAction,
  withoutNulls,
  privateLine,
  sideAction,
  type ScreenPresentation,
} from '../../presentation/presentation.ts';
import { receiptContent } from '../../receipt/receipt-sheet.ts';

export const paid = {
  exits: [],
  sound: 'done',
  isAtRest: false,
  isUnderWay: false,
  isResult: true,
  cardPlace: cardOf,
  content({ screen, view: { screenId }, medium }) {
    const heading = m.paid_heading();
    const texts = {
      difference: m.paid_difference({ amount: medium.money(screen.amountInCents) }),
      left: m.paid_left_label(),
      kept: screen.isInLedger ? null : m.paid_kept(),
      /** A shorter text, because large text leaves no space for more. */
      keptShort: screen.isInLedger ? null : m.paid_kept_short(),
      reference: m.reference({ reference: medium.code(screen.reference) }),
    };
    const done = mainAction(
      m.done(),
      { kind: 'stop', screenId },
      { isEnabled: screen.isArmed, guard: 'begin' },
    );
    const showReceipt = sideAction(m.receipt_show(), { kind: 'showReceipt', screenId });
    const left = `${texts.left} ${medium.money(screen.afterInCents)}`;
    return {
      heading,
      texts,
      done,
      showReceipt,
      lines: [
        line(heading),
        privateLine(texts.difference, m.say_private()),
        ...withoutNulls([left, texts.kept, texts.reference]).map((text) => privateLine(text)),
        line(m.receipt_heading()),
        line(m.receipt_scan()),
      ],
      actions: [done, showReceipt],
    };
  },
  dialog: (input) => (input.screen.isReceiptShown ? receiptContent(input) : null),
} satisfies ScreenPresentation<'paid'>;
