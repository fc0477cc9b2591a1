/** The customer cannot use this card. Says why, and the one thing to do. */
import type { CardProblem } from '../../../shared/contract.ts';
import { m } from '../../messages/generated/messages.js';
import { settled } from '../../presentation/card-place.ts';
import { line, mainAction, type ScreenPresentation } from '../../presentation/presentation.ts';
import type { Reason } from '../../presentation/reason.ts';

export const CARD_REASONS: Record<CardProblem, Reason> = {
  unknown: { happened: m.card_unknown, todo: m.card_unknown_do },
  inactive: { happened: m.card_inactive, todo: m.card_inactive_do },
  unlinked: { happened: m.card_unlinked, todo: m.card_unlinked_do },
  unreadable: { happened: m.card_unreadable, todo: m.card_unreadable_do },
  productCode: { happened: m.card_product, todo: m.card_product_do },
  codeUnknown: { happened: m.code_unknown, todo: m.code_unknown_do },
  codeUsed: { happened: m.code_used, todo: m.code_used_do },
  codeExpired: { happened: m.code_expired, todo: m.code_expired_do },
};

export const cardProblem = {
  exits: [],
  sound: 'attention',
  isAtRest: false,
  isUnderWay: false,
  isResult: false,
  cardPlace: ({ endsIn }) => ({ ...settled({ name: null, endsIn }), isMuted: true }),
  content({ screen: { problem }, view: { screenId } }) {
    const heading = CARD_REASONS[problem].happened();
    const todo = CARD_REASONS[problem].todo();
    const again = mainAction(m.again(), { kind: 'stop', screenId });
    return {
      heading,
      todo,
      /** The card itself is fine: the scan was unreadable, or it was the barcode of a product. */
      isMistake: problem === 'unreadable' || problem === 'productCode',
      again,
      lines: [line(heading), line(todo)],
      actions: [again],
    };
  },
} satisfies ScreenPresentation<'cardProblem'>;
