/**
 * The receipt: its rows on the screen, a QR code for a phone, and a button to print it if there is a printer. A payment
 * that was not completed has the same, as a proof for the till.
 */
import type { Paper, PaperProblem } from '../../shared/contract.ts';
import { definitionOf } from '../../shared/languages/index.ts';
import type { ReceiptWords } from '../../shared/languages/language.ts';
import { receiptMoment } from '../../shared/receipt/format.ts';
import { receiptOf, receiptTitle, type Receipt } from '../../shared/receipt/receipt.ts';
import { m } from '../messages/generated/messages.js';
import {
  line,
  mainAction,
  withoutNulls,
  privateLine,
  sideAction,
  type Action,
  type ContentInput,
  type DialogContent,
  type Line,
} from '../presentation/presentation.ts';

const PAPER_PROBLEMS: Record<PaperProblem, () => string> = {
  noPaper: m.paper_no_paper,
  coverOpen: m.paper_cover_open,
  fault: m.paper_fault,
  away: m.paper_away,
  unsure: m.paper_unsure,
  unprintable: m.paper_unprintable,
};

/** What the sheet is called in its texts. */
const WORDS = {
  paid: {
    heading: m.receipt_heading,
    codeLabel: m.receipt_code,
    codeHint: m.receipt_scan,
    printed: m.receipt_printed,
    sent: m.receipt_sent,
    instead: m.paper_instead,
  },
  notCompleted: {
    heading: m.proof_heading,
    codeLabel: m.proof_code,
    codeHint: m.proof_scan,
    printed: m.proof_printed,
    sent: m.proof_sent,
    instead: m.proof_instead,
  },
} as const satisfies Record<Receipt['kind'], Record<string, () => string>>;

export interface ReceiptContent extends DialogContent {
  codeLabel: string;
  codeHint: string;
  /** The result of printing. Null before the customer prints. */
  news: string | null;
  print: Action | null;
  close: Action;
}

export function receiptContent(input: ContentInput<'paid' | 'notCompleted'>): ReceiptContent {
  const { kind, paper } = input.screen;
  const { screenId } = input.view;
  const heading = WORDS[kind].heading();
  const codeLabel = WORDS[kind].codeLabel();
  const codeHint = WORDS[kind].codeHint();
  const news = newsText(kind, paper);
  const print = printAction(paper, screenId);
  const escape = { kind: 'hideReceipt', screenId } as const;
  // While the printer works, the voice says so and lists no actions.
  const isPrinting = paper.kind === 'printing';
  const close = {
    ...sideAction(m.receipt_close(), escape),
    isMain: print === null,
    isAnnounced: !isPrinting,
  };
  return {
    heading,
    codeLabel,
    codeHint,
    news,
    print,
    close,
    lines: [
      line(heading),
      ...slipLines(input),
      line(codeLabel),
      line(codeHint),
      ...withoutNulls([isPrinting ? m.receipt_printing() : null, news]).map(line),
    ],
    actions: withoutNulls([print, close]),
    escape,
  };
}

function newsText(kind: Receipt['kind'], paper: Paper): string | null {
  switch (paper.kind) {
    case 'printed':
      return WORDS[kind].printed();
    case 'sent':
      return WORDS[kind].sent();
    case 'problem':
      return `${PAPER_PROBLEMS[paper.problem]()} ${WORDS[kind].instead()}`;
    case 'none':
    case 'ready':
    case 'printing':
      return null;
  }
}

function printAction(paper: Paper, screenId: number): Action | null {
  const intent = { kind: 'printReceipt', screenId } as const;
  switch (paper.kind) {
    case 'ready':
      return mainAction(m.receipt_print(), intent);
    case 'printing':
      return mainAction(m.receipt_printing(), intent, { isEnabled: false, isAnnounced: false });
    case 'problem':
      return paper.canRetry ? mainAction(m.receipt_print_again(), intent) : null;
    case 'none':
    case 'printed':
    case 'sent':
      return null;
  }
}

/** The rows of the receipt as lines, with the amounts in the form of the medium. */
function slipLines({ screen, view, medium }: ContentInput<'paid' | 'notCompleted'>): Line[] {
  const { language } = view;
  const receipt = receiptOf(screen, view);
  const { cardEndsIn, amountInCents, reference } = receipt;
  const words = definitionOf(language).receipt;
  const isPaid = receipt.kind === 'paid';
  const moment = receiptMoment(isPaid ? receipt.paidAt : receipt.endedAt, language, 'long');
  const lines = withoutNulls([
    receipt.shopName ?? receiptTitle(receipt, language),
    receipt.isDemo ? words.demo : null,
    `${words.moment}: ${moment}`,
    `${isPaid ? words.paid : words.notCompleted}: ${medium.money(amountInCents)}`,
    isPaid ? `${words.left}: ${medium.money(receipt.afterInCents)}` : null,
    cardEndsIn === '' ? null : `${words.card}: ${medium.code(cardEndsIn)}`,
    `${words.reference}: ${medium.code(reference)}`,
    isPaid ? keptNote(receipt.isInLedger, words) : words.notConfirmed,
  ]);
  return lines.map((text, index) => privateLine(text, index === 0 ? m.say_private() : undefined));
}

function keptNote(isInLedger: boolean, words: ReceiptWords): string | null {
  return isInLedger ? null : words.kept;
}
