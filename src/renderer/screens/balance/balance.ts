/** The customer's balance, with the main action of paying. */
import type { Balance, HistoryItem, Language, View } from '../../../shared/contract.ts';
import { negateCents } from '../../../shared/money.ts';
import { now } from '../../clock.svelte.ts';
import { clockText, dayKey, dayText } from '../../format/time.ts';
import { m } from '../../messages/generated/messages.js';
import { cardOf } from '../../presentation/card-place.ts';
import { firstRows } from '../../presentation/long-lists.ts';
import type { Medium } from '../../presentation/medium.ts';
import {
  mainAction,
  withoutNulls,
  line,
  privateLine,
  sideAction,
  type Action,
  type Line,
  type ScreenPresentation,
} from '../../presentation/presentation.ts';
import type { Screens } from '../../presentation/screen-props.ts';
import { sentence } from '../../presentation/sentence.ts';

type BalanceScreen = Screens['balance'];

export const balance = {
  exits: ['stop'],
  sound: null,
  isAtRest: false,
  isUnderWay: true,
  isResult: false,
  cardPlace: cardOf,
  content({ screen, view, medium }) {
    const heading = headingOf(screen.balance);
    const { asOf, isLive } = screen.balance;
    const notes = {
      asOf: isLive ? null : m.balance_as_of({ time: medium.moment(asOf) }),
      earlier: screen.isEarlierUnsettled ? m.balance_earlier() : null,
      advice: adviceOf(screen, view),
    };
    const spend = screen.canSpend
      ? mainAction(m.balance_spend(), { kind: 'startSpend', screenId: view.screenId })
      : null;
    const history = historyAction(screen, view.screenId);
    const list = { label: m.history_show(), days: daysOf(screen, view), ...olderOf(screen, view) };
    const rows = rowsOf(screen, view, medium);
    return {
      heading,
      notes,
      spend,
      history,
      list,
      lines: [
        ...balanceLines(screen, { heading, notes, medium }),
        // If other people could hear, the voice reads a row only when the customer moves the focus to it.
        ...firstRows(rows).map(({ text }) => privateLine(text)),
        ...withoutNulls([list.note]),
      ],
      actions: withoutNulls([spend, list.older, history]),
      lists: { history: rows },
    };
  },
} satisfies ScreenPresentation<'balance'>;

/** The payments of one day, as they are drawn. */
export interface HistoryDay {
  key: string;
  text: string;
  rows: readonly HistoryRow[];
}

export interface HistoryRow {
  item: HistoryItem;
  /** Where it was paid, or that it was added. */
  title: string;
  time: string;
  /** Where it was added. */
  place: string | null;
}

function daysOf({ history }: BalanceScreen, { language }: View): HistoryDay[] {
  if (history.kind !== 'shown') return [];
  const words = dayWords(language);
  const days = Map.groupBy(history.items, ({ createdAt }) => dayKey(createdAt));
  return [...days].map(([key, items]) => ({
    key,
    text: dayText(items[0]?.createdAt ?? now(), now(), words),
    rows: items.map((item) => rowOf(item, language)),
  }));
}

function dayWords(language: Language): Parameters<typeof dayText>[2] {
  return { language, today: m.history_today(), yesterday: m.history_yesterday() };
}

function rowOf(item: HistoryItem, language: Language): HistoryRow {
  const { amountInCents, shopName, createdAt } = item;
  const time = clockText(createdAt, language);
  return amountInCents < 0
    ? { item, title: shopName ?? m.history_spent(), time, place: null }
    : { item, title: m.history_added(), time, place: shopName };
}

interface OlderContent {
  /** What follows the rows, in words. */
  note: Line | null;
  /** Asks for more rows. */
  older: Action | null;
  /** True if it may be asked for more rows as the customer scrolls. */
  readsOn: boolean;
}

function olderOf({ history }: BalanceScreen, { screenId }: View): OlderContent {
  if (history.kind !== 'shown') return { note: null, older: null, readsOn: false };
  const intent = { kind: 'showOlder', screenId } as const;
  const isEmpty = history.items.length === 0;
  const still = { older: null, readsOn: false };
  const again = { older: sideAction(m.try_again(), intent), readsOn: false };
  switch (history.older) {
    case 'none':
      return { ...still, note: privateLine(isEmpty ? m.history_empty() : m.history_end()) };
    case 'unordered':
      return {
        ...still,
        note: line(isEmpty ? m.history_unordered() : m.history_older_unordered()),
      };
    case 'more':
      return { note: null, older: sideAction(m.history_older(), intent), readsOn: true };
    case 'reading': {
      const older = sideAction(m.history_older_reading(), intent, { isEnabled: false });
      return { note: null, older, readsOn: false };
    }
    case 'offline':
      return { ...again, note: line(m.history_older_offline()) };
    case 'busy':
      return { ...again, note: line(m.history_older_busy()) };
  }
}

/** The text for a payment or a top-up in the list, without its amount. */
export function movementText({
  amountInCents,
  shopName,
}: Pick<HistoryItem, 'amountInCents' | 'shopName'>): string {
  if (shopName === null) return amountInCents < 0 ? m.history_spent() : m.history_added();
  return amountInCents < 0 ? m.history_spent_at({ shopName }) : m.history_added_at({ shopName });
}

function headingOf({ availableInCents: available }: Balance): string {
  if (available > 0) return m.balance_heading();
  return available === 0 ? m.balance_zero() : m.balance_negative();
}

/** Says what to do if the customer cannot pay. Null if they can. */
function adviceOf(
  { canSpend, isBeingRead, balance: { availableInCents: available } }: BalanceScreen,
  { connection }: Pick<View, 'connection'>,
): string | null {
  if (canSpend) return null;
  if (available > 0) {
    // While the connection is away, its strip says that paying has to wait.
    const isSoon = isBeingRead && connection.kind === 'online';
    return isSoon ? m.balance_being_read() : m.balance_no_spend();
  }
  return available === 0 ? m.balance_zero_do() : m.balance_negative_do();
}

interface Texts {
  heading: string;
  notes: { asOf: string | null; earlier: string | null; advice: string | null };
  medium: Medium;
}

function balanceLines(
  { balance: { availableInCents: available }, card }: BalanceScreen,
  { heading, notes: { asOf, earlier, advice }, medium }: Texts,
): Line[] {
  const amount = medium.money(available);
  const isSpent = available <= 0;
  const first =
    available > 0
      ? `${heading} ${amount}`
      : available === 0
        ? heading
        : `${sentence(heading)} ${amount}`;
  const name = card.endsIn === '' ? card.name : `${card.name}, ${medium.code(card.endsIn)}`;
  const rest = [isSpent ? advice : null, name, asOf, earlier, isSpent ? null : advice];
  return [
    privateLine(first, m.say_private()),
    ...withoutNulls(rest).map((text) => privateLine(text)),
  ];
}

function historyAction({ history }: BalanceScreen, screenId: number): Action | null {
  switch (history.kind) {
    case 'unavailable':
      return null;
    case 'hidden':
      return sideAction(m.history_show(), { kind: 'showHistory', screenId });
    case 'shown':
      return sideAction(m.history_hide(), { kind: 'hideHistory', screenId });
  }
}

function rowsOf({ history }: BalanceScreen, { language }: View, medium: Medium): Line[] {
  if (history.kind !== 'shown') return [];
  const words = dayWords(language);
  return history.items.map((item) => {
    const amount = item.amountInCents < 0 ? negateCents(item.amountInCents) : item.amountInCents;
    const moment = `${dayText(item.createdAt, now(), words)}, ${clockText(item.createdAt, language)}`;
    const text = `${moment}: ${movementText(item)}`;
    return privateLine(`${text}, ${medium.money(amount)}`, text);
  });
}
