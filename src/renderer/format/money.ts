/**
 * Money in the customer's language, as a text and as parts that can be set in different sizes.
 * Never reads a text back into an amount.
 */
import type { Language } from '../../shared/contract.ts';
import { numberFormat } from '../../shared/intl.ts';
import type { Cents } from '../../shared/money.ts';
import { localeOf } from '../../shared/languages/index.ts';

export interface MoneyFormat {
  language: Language;
  currency: string;
  /** `always` for a difference, whose sign is the point of it. */
  sign?: 'auto' | 'always';
}

export interface MoneyPart {
  kind: 'sign' | 'currency' | 'integer' | 'fraction' | 'space';
  text: string;
}

/** The true minus, as wide as the plus and read out as such. */
const MINUS = '\u2212';

/** As people write it: `€12.50`, `€ 12,50`. */
export function moneyText(amount: Cents, format: MoneyFormat): string {
  return formatter(format)
    .format(amount / 100)
    .replace('-', MINUS);
}

/** The same text in parts, in the order in which the language writes them. */
export function moneyParts(amount: Cents, format: MoneyFormat): MoneyPart[] {
  const parts: MoneyPart[] = [];
  for (const { type, value } of formatter(format).formatToParts(amount / 100)) {
    const kind = KINDS[type] ?? 'integer';
    const last = parts.at(-1);
    const text = kind === 'sign' ? value.replace('-', MINUS) : value;
    if (last && last.kind === kind) last.text += text;
    else parts.push({ kind, text });
  }
  return parts;
}

/** What is laid out as one: the figures from left to right in every language, the rest as the language goes. */
export interface FigureGroup {
  isNumber: boolean;
  parts: MoneyPart[];
}

export function figureGroups(parts: readonly MoneyPart[]): FigureGroup[] {
  const groups: FigureGroup[] = [];
  for (const part of parts) {
    const isNumber = part.kind !== 'currency' && part.kind !== 'space';
    const last = groups.at(-1);
    if (last?.isNumber === true && isNumber) last.parts.push(part);
    else groups.push({ isNumber, parts: [part] });
  }
  return groups;
}

/** About how many ems wide the parts are in tabular figures, so that a long number can be made to fit. */
export function widthInEms(parts: readonly MoneyPart[]): number {
  return parts.reduce((sum, { kind, text }) => sum + widthOf(kind, text), 0);
}

/** A currency sign is set at half the size, and a space is a thin one. */
function widthOf(kind: MoneyPart['kind'], text: string): number {
  if (kind === 'currency') return text.length * 0.36 + 0.06;
  if (kind === 'space') return 0.12;
  return Array.from(text).reduce(
    (sum, character) => sum + (/[\d−+]/.test(character) ? 0.62 : 0.28),
    0,
  );
}

/** Whatever else a language puts between the digits belongs to them. */
const KINDS: Partial<Record<Intl.NumberFormatPartTypes, MoneyPart['kind']>> = {
  minusSign: 'sign',
  plusSign: 'sign',
  currency: 'currency',
  literal: 'space',
  decimal: 'fraction',
  fraction: 'fraction',
};

function formatter({ language, currency, sign = 'auto' }: MoneyFormat): Intl.NumberFormat {
  return numberFormat(localeOf(language), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: sign === 'always' ? 'exceptZero' : 'auto',
  });
}
