/** The receipt: its rows on the screen, a QR code for a phone, and a button to print it if there is a printer. */
import type { Paper, PaperProblem } from '../../../shared/contract.ts';
import { definitionOf } from '../../../shared/languages/index.ts';
import { receiptMoment } from '../../../shared/receipt/format.ts';
import { m } from '../../messages/generated/messages.js';
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
} from '../../presentation/presentation.ts';

const PAPER_PROBLEMS: Record<PaperProblem, () => string> = {
  noPaper: m.paper_no_paper,
  coverOpen: m.paper_cover_open,
  fault: m.paper_fault,
  away: m.paper_away,
  unsure: m.paper_unsure,
  unprintable: m.paper_unprintable,
};

export interface ReceiptContent extends DialogContent {
  codeLabel: string;
  codeHint: string;
  /** The result of printing. Null before the customer prints. */
  news: string | null;
  print: Action | null;
  close: Action;
}

export function receiptContent(input: ContentInput<'paid'>): ReceiptContent {
  const { paper } = input.screen;
  const { screenId } = input.view;
  const heading = m.receipt_heading();
  const codeLabel = m.receipt_code();
  const codeHint = m.receipt_scan();
  const news = newsText(paper);
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

function newsText(paper: Paper): string | null {
  switch (paper.kind) {
    case 'printed':
      return m.receipt_printed();
    case 'sent':
      return m.receipt_sent();
    case 'problem':
      return `${PAPER_PROBLEMS[paper.problem]()} ${m.paper_instead()}`;
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
function slipLines({ screen, view, medium }: ContentInput<'paid'>): Line[] {
  const { language, shopName, isSandbox } = view;
  const { card, paidAt, amountInCents, afterInCents, reference, isInLedger } = screen;
  const words = definitionOf(language).receipt;
  const lines = withoutNulls([
    shopName ?? words.title,
    isSandbox ? words.demo : null,
    `${words.moment}: ${receiptMoment(paidAt, language, 'long')}`,
    `${words.paid}: ${medium.money(amountInCents)}`,
    `${words.left}: ${medium.money(afterInCents)}`,
    card.endsIn === '' ? null : `${words.card}: ${medium.code(card.endsIn)}`,
    `${words.reference}: ${medium.code(reference)}`,
    isInLedger ? null : words.kept,
  ]);
  return lines.map((text, index) => privateLine(text, index === 0 ? m.say_private() : undefined));
}
