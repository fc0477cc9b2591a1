/** The words for every reason that the kiosk can give; the compiler names a reason without words. */
import type {
  CardProblem,
  LookUpProblem,
  NotPaidReason,
  OutOfServiceReason,
  PaperProblem,
} from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';

type Words = () => string;

/** What happened, and the one thing to do. */
export interface Reason {
  happened: Words;
  todo: Words;
}

export const CARD_WORDS: Record<CardProblem, Reason> = {
  unknown: { happened: m.card_unknown, todo: m.card_unknown_do },
  inactive: { happened: m.card_inactive, todo: m.card_inactive_do },
  unlinked: { happened: m.card_unlinked, todo: m.card_unlinked_do },
  unreadable: { happened: m.card_unreadable, todo: m.card_unreadable_do },
  productCode: { happened: m.card_product, todo: m.card_product_do },
  codeUnknown: { happened: m.code_unknown, todo: m.code_unknown_do },
  codeUsed: { happened: m.code_used, todo: m.code_used_do },
  codeExpired: { happened: m.code_expired, todo: m.code_expired_do },
};

const LOOK_UP_OURS: Reason = { happened: m.look_up_ours, todo: m.look_up_ours_do };

export const LOOK_UP_WORDS: Record<LookUpProblem, Reason> = {
  offline: { happened: m.look_up_offline, todo: m.look_up_offline_do },
  busy: { happened: m.look_up_busy, todo: m.look_up_busy_do },
  unexpected: { happened: m.look_up_unexpected, todo: m.look_up_unexpected_do },
  tokenRefused: LOOK_UP_OURS,
  shopUnknown: LOOK_UP_OURS,
  accountInactive: LOOK_UP_OURS,
};

const NOT_PAID_OURS: Reason = { happened: m.not_paid_ours, todo: m.do_counter };

export const NOT_PAID_WORDS: Record<NotPaidReason, Reason> = {
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
  tokenRefused: NOT_PAID_OURS,
  shopUnknown: NOT_PAID_OURS,
  accountInactive: NOT_PAID_OURS,
};

export const OUT_OF_SERVICE_WORDS: Record<OutOfServiceReason, Words> = {
  tokenMissing: m.out_token_missing,
  tokenRefused: m.out_token_refused,
  shopMissing: m.out_shop_missing,
  shopUnknown: m.out_shop_unknown,
  settingsDamaged: m.out_settings_damaged,
  otherLedger: m.out_other_ledger,
  accountInactive: m.out_account_inactive,
};

export const PAPER_WORDS: Record<PaperProblem, Words> = {
  noPaper: m.paper_no_paper,
  coverOpen: m.paper_cover_open,
  fault: m.paper_fault,
  away: m.paper_away,
  unsure: m.paper_unsure,
  unprintable: m.paper_unprintable,
};
