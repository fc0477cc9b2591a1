/** The rows of every list on the screen, one sentence each, as they are said and as they are gone through. Pure. */
import type { View } from '../../shared/contract.ts';
import { negateCents } from '../../shared/money.ts';
import { now } from '../clock.svelte.ts';
import { momentText, timeWithSeconds } from '../format/time.ts';
import { m } from '../messages/generated/messages.js';
import { hasRule, readerWords } from '../staff/reader-words.ts';
import { spokenMoney } from './figures.ts';
import type { Listening } from './listening.ts';
import { sentence } from './sentence.ts';
import { spell } from './spell.ts';

/** A list of more would take minutes to hear; the rest is a key away, row by row. */
const SAID_AT_ONCE = 5;

/** The first rows of a list. */
export function firstOf(rows: readonly string[]): string[] {
  return rows.slice(0, SAID_AT_ONCE);
}

/** How many rows were not said, and how to hear them; nothing where all were. */
export function restOf(rows: readonly string[]): string[] {
  const count = rows.length - SAID_AT_ONCE;
  return count > 0 ? [m.say_more({ count })] : [];
}

/** By the name that a row bears as `data-row`; none for a list that is not on the screen. */
export function rowsOf(view: View, list: string, listening: Listening): string[] {
  const { screen } = view;
  if (list === 'history' && screen.kind === 'balance') return historyRows(view, listening);
  if (list === 'shops' && screen.kind === 'outOfService') {
    return screen.shops.map(({ uuid, name }) => sentence(`${name}, ${spell(uuid)}`));
  }
  if (screen.kind !== 'staffReaders') return [];
  if (list === 'readers') {
    return screen.readers.map((reader) => {
      const words = `${sentence(reader.name)} ${sentence(readerWords(reader))}`;
      return hasRule(reader) ? `${words} ${reader.detail ?? ''}` : words;
    });
  }
  return list === 'feed' ? feedRows(screen.feed, view, listening) : [];
}

function historyRows(view: View, { isPrivate }: Listening): string[] {
  const { screen } = view;
  if (screen.kind !== 'balance' || screen.history.kind !== 'shown') return [];
  return screen.history.items.map(({ amountInCents, createdAt, shopName }) => {
    const isSpent = amountInCents < 0;
    const what = whatWords(isSpent, shopName);
    const amount = isSpent ? negateCents(amountInCents) : amountInCents;
    const size = isPrivate ? `, ${spokenMoney(amount, view)}` : '';
    return sentence(`${momentText(createdAt, now(), view.language)}: ${what}${size}`);
  });
}

/** What a card says is its owner's, so it is told only where nobody else hears it. */
function feedRows(
  rows: Extract<View['screen'], { kind: 'staffReaders' }>['feed'],
  { language }: View,
  { isPrivate }: Listening,
): string[] {
  return rows.map(({ at, reader, kind, text }) => {
    const from = `${timeWithSeconds(at, language)}, ${reader ?? m.staff_typed()}`;
    if (!isPrivate) return sentence(from);
    return sentence(`${from}: ${kind === 'report' ? text : spell(text)}`);
  });
}

function whatWords(isSpent: boolean, shopName: string | null): string {
  if (shopName === null) return isSpent ? m.history_spent() : m.history_added();
  return isSpent ? m.history_spent_at({ shopName }) : m.history_added_at({ shopName });
}
