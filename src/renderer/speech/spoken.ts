/**
 * All that stands on the screen, as sentences for a voice: what happened, the figures, what can be touched.
 * Pure. Where others may hear it, it tells no balance, no amount and no payment.
 */
import { VOLUME_MAX, type View } from '../../shared/contract.ts';
import { now } from '../clock.svelte.ts';
import { isOver } from '../presentation/is-over.ts';
import { isNoticeDue } from '../presentation/connection-notice.ts';
import { definitionOf } from '../../shared/languages/index.ts';
import { durationText, momentText } from '../format/time.ts';
import { m } from '../messages/generated/messages.js';
import { OFFLINE_WORDS } from '../presentation/offline-words.ts';
import { PAPER_WORDS } from '../presentation/reasons.ts';
import { actsOn } from './acts.ts';
import { restOf, rowsOf } from './list-words.ts';
import type { Listening } from './listening.ts';
import { screenWords } from './screen-words.ts';
import { sentence } from './sentence.ts';
import { slipWords } from './slip-words.ts';
import { spell } from './spell.ts';

/** One entry for each thing that can change by itself, so that only what is new need be said again. */
export function spoken(view: View, listening: Listening): string[] {
  const { overlay, sheet, screen } = view;
  if (overlay !== null) {
    return overlayWords(overlay, { isDone: isOver(screen.kind), told: listening.secondsLeft });
  }
  if (sheet !== null) return sheetWords(view, sheet);
  if (isReceiptShown(screen)) return receiptWords(view, screen, listening);
  const acts = actsOn(view, listening);
  return [
    ...noticeWords(view),
    ...screenWords(view, listening),
    ...connectionWords(view),
    ...(acts.length > 0 ? [m.say_acts({ acts: acts.join('. ') })] : []),
  ];
}

/** What stands aside, and changes with every payment: said after all else, and never again by itself. */
export function asides(view: View, listening: Listening): string[] {
  if (view.overlay !== null || view.sheet !== null || isReceiptShown(view.screen)) return [];
  const lists = ['history', 'readers', 'feed', 'shops'];
  return [
    ...lists.flatMap((list) => restOf(rowsOf(view, list, listening))),
    ...waitingWords(view),
    ...(view.isSandbox ? [sentence(m.demo_mark())] : []),
  ];
}

function overlayWords(
  overlay: NonNullable<View['overlay']>,
  { isDone, told }: { isDone: boolean; told: number | null | undefined },
): string[] {
  switch (overlay.kind) {
    case 'stillThere': {
      const count = told ?? overlay.secondsLeft;
      const body = isDone ? m.still_done({ count }) : m.still_body({ count });
      return [sentence(m.still_heading()), body, m.say_stay()];
    }
    case 'otherCard': {
      const acts = [m.other_keep(), m.other_take()].join('. ');
      const endsIn = spell(overlay.endsIn);
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
      return [
        sentence(m.comfort_heading()),
        ...switches(adjustments).map(([label, isOn]) =>
          sentence(`${label}, ${isOn ? m.switch_on() : m.switch_off()}`),
        ),
        sentence(m.volume_level({ level: adjustments.volume, max: VOLUME_MAX })),
        m.say_acts({ acts: m.sheet_close() }),
      ];
    case 'language': {
      const names = view.languages.map((language) => definitionOf(language).name);
      const acts = [...names, m.sheet_close()].join('. ');
      return [sentence(m.language_label()), m.say_acts({ acts })];
    }
  }
}

function switches(now: View['adjustments']): [label: string, isOn: boolean][] {
  return [
    [m.comfort_speech(), now.isSpeaking],
    [m.comfort_large(), now.isLarge],
    [m.comfort_contrast(), now.isHighContrast],
    [m.comfort_still(), now.isStill],
    [m.comfort_low(), now.isLow],
  ];
}

type Paid = Extract<View['screen'], { kind: 'paid' }>;

function isReceiptShown(screen: View['screen']): screen is Paid {
  return screen.kind === 'paid' && screen.isReceiptShown;
}

/** The slip, what can be done with it, and what the printer did. */
function receiptWords(view: View, screen: Paid, { isPrivate }: Listening): string[] {
  return [
    sentence(m.receipt_heading()),
    ...(isPrivate ? slipWords(view, screen) : [m.say_private()]),
    `${sentence(m.receipt_code())} ${m.receipt_scan()}`,
    ...paperWords(screen.paper),
  ];
}

function paperWords(paper: Paid['paper']): string[] {
  const close = m.receipt_close();
  switch (paper.kind) {
    case 'ready':
      return [m.say_acts({ acts: [m.receipt_print(), close].join('. ') })];
    case 'printing':
      return [sentence(m.receipt_printing())];
    case 'printed':
      return [m.receipt_printed(), m.say_acts({ acts: close })];
    case 'sent':
      return [m.receipt_sent(), m.say_acts({ acts: close })];
    case 'problem': {
      const acts = paper.canRetry ? [m.receipt_print_again(), close] : [close];
      const words = `${PAPER_WORDS[paper.problem]()} ${m.paper_instead()}`;
      return [words, m.say_acts({ acts: acts.join('. ') })];
    }
    case 'none':
      return [m.say_acts({ acts: close })];
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

function connectionWords({ connection, takesMoney, language }: View): string[] {
  const offline =
    connection.kind === 'offline'
      ? [
          sentence(
            `${OFFLINE_WORDS[connection.reason]()}, ${m.offline_since({ time: momentText(connection.since, now(), language) })}`,
          ),
          connection.canSpend ? m.offline_can_spend() : m.offline_cannot_spend(),
        ]
      : [];
  return takesMoney ? offline : [...offline, m.takes_no_money()];
}

function waitingWords(view: View): string[] {
  const { drain, waiting, language } = view;
  if (!isNoticeDue(view, now())) return [];
  const age = waiting.oldestAt === null ? null : durationText(now() - waiting.oldestAt, language);
  const left = drain?.leftMs ?? null;
  return [
    ...(drain === null ? [] : [sentence(m.drain_heading(drain))]),
    ...(left === null ? [] : [sentence(m.drain_left({ duration: durationText(left, language) }))]),
    ...(drain === null && waiting.count > 0 ? [sentence(m.waiting_count(waiting))] : []),
    ...(drain === null && age !== null ? [sentence(m.waiting_oldest({ age }))] : []),
    ...(waiting.heldCount > 0 ? [sentence(m.waiting_held({ count: waiting.heldCount }))] : []),
  ];
}
