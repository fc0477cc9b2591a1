/** The kiosk could not prove the payment in time, so it is not completed. The kiosk returns any money that was taken. */
import { m } from '../../messages/generated/messages.js';
import { settled } from '../../presentation/card-place.ts';
import { receiptContent } from '../../receipt/receipt-sheet.ts';
import {
  line,
  mainAction,
  privateLine,
  sideAction,
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
    const showProof = sideAction(m.proof_heading(), { kind: 'showReceipt', screenId });
    return {
      heading,
      texts,
      done,
      showProof,
      lines: [
        line(heading),
        privateLine(texts.happened),
        line(texts.todo),
        privateLine(texts.reference),
      ],
      actions: [done, showProof],
    };
  },
  dialog: (input) => (input.screen.isReceiptShown ? receiptContent(input) : null),
} satisfies ScreenPresentation<'notCompleted'>;
