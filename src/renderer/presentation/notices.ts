/** The text of each short notice. */
import type { Notice } from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';

export const NOTICE_TEXTS: Record<Notice['kind'], () => string> = {
  sameCardAgain: m.notice_same_card,
  waitForPayment: m.notice_wait,
  scanRefused: m.notice_refused,
  paymentCard: m.notice_payment_card,
  changingNumber: m.notice_changing_number,
  pressedTooEarly: m.notice_too_early,
};
