/**
 * All that stands on the screen, as sentences for a voice: what happened, the figures, what can be touched.
 * Pure. Where others may hear it, it tells no balance, no amount and no payment.
 */
import type { View } from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';
import { OFFLINE_WORDS, PAPER_WORDS } from '../reasons.ts';
import { actsOn } from './acts.ts';
import { screenWords, type Listening } from './screen-words.ts';
import { sentence } from './sentence.ts';

/** One entry for each thing that can change by itself, so that only what is new need be said again. */
export function spoken(view: View, listening: Listening): string[] {
  const { overlay, sheet } = view;
  if (overlay !== null) return overlayWords(overlay);
  if (sheet !== null) return sheetWords(view, sheet);
  if (view.screen.kind === 'paid' && view.screen.isReceiptShown) return receiptWords(view.screen);
  const acts = actsOn(view, listening);
  return [
    ...noticeWords(view),
    ...screenWords(view, listening),
    ...connectionWords(view),
    ...(acts.length > 0 ? [m.say_acts({ acts: acts.join('. ') })] : []),
  ];
}

/** The countdown in steps of ten seconds: one that is read each second would never be heard to its end. */
function overlayWords(overlay: NonNullable<View['overlay']>): string[] {
  switch (overlay.kind) {
    case 'stillThere': {
      const count = Math.ceil(overlay.secondsLeft / 10) * 10;
      return [sentence(m.still_heading()), m.still_body({ count }), m.say_stay()];
    }
    case 'otherCard': {
      const acts = [m.other_keep(), m.other_take()].join('. ');
      const endsIn = Array.from(overlay.endsIn).join(' ');
      return [sentence(m.other_heading()), m.other_body({ endsIn }), m.say_acts({ acts })];
    }
  }
}

function sheetWords(view: View, sheet: NonNullable<View['sheet']>): string[] {
  const { adjustments } = view;
  switch (sheet) {
    case 'help':
      return [
        sentence(m.help_heading()),
        m.help_card(),
        m.help_amount(),
        m.help_pay(),
        m.help_staff(),
        m.say_keys(),
      ];
    case 'comfort':
      return [sentence(m.comfort_heading()), m.volume_level({ level: adjustments.volume, max: 4 })];
    case 'language':
      return [sentence(m.language_label())];
  }
}

/** What is on the receipt was said on the screen beneath; here, what can be done with it and what the printer did. */
function receiptWords({ paper }: Extract<View['screen'], { kind: 'paid' }>): string[] {
  const heading = sentence(m.receipt_heading());
  const close = m.receipt_close();
  switch (paper.kind) {
    case 'ready':
      return [heading, m.say_acts({ acts: [m.receipt_print(), close].join('. ') })];
    case 'printing':
      return [heading, sentence(m.receipt_printing())];
    case 'printed':
      return [heading, m.receipt_printed(), m.say_acts({ acts: close })];
    case 'sent':
      return [heading, m.receipt_sent(), m.say_acts({ acts: close })];
    case 'problem': {
      const acts = paper.canRetry ? [m.receipt_print_again(), close] : [close];
      const words = `${PAPER_WORDS[paper.problem]()} ${m.paper_instead()}`;
      return [heading, words, m.say_acts({ acts: acts.join('. ') })];
    }
    case 'none':
      return [heading, m.say_acts({ acts: close })];
  }
}

function noticeWords({ notice }: View): string[] {
  switch (notice?.kind) {
    case undefined:
      return [];
    case 'sameCardAgain':
      return [m.notice_same_card()];
    case 'waitForPayment':
      return [m.notice_wait()];
    case 'scanRefused':
      return [m.notice_refused()];
  }
}

function connectionWords({ connection, takesMoney }: View): string[] {
  const offline =
    connection.kind === 'offline'
      ? [
          sentence(OFFLINE_WORDS[connection.reason]()),
          connection.canSpend ? m.offline_can_spend() : m.offline_cannot_spend(),
        ]
      : [];
  return takesMoney ? offline : [...offline, m.takes_no_money()];
}
