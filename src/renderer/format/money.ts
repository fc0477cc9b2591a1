/** Formats money in the customer's language, as a text or as parts of different sizes. No code parses the text back. */
import type { Language } from '../../shared/contract.ts';
import { MINUS, numberFormat } from '../../shared/intl.ts';
import { centsPerUnit, type Cents, type MinorDigits } from '../../shared/money.ts';
import { localeOf } from '../../shared/languages/index.ts';

export interface MoneyFormat {
  language: Language;
  currency: string;
  minorDigits: MinorDigits;
  /** `always`: a positive amount has a plus sign, as a difference needs. */
  sign?: 'auto' | 'always';
}

export interface MoneyPart {
  kind: 'sign' | 'currency' | 'integer' | 'fraction' | 'space';
  text: string;
}

/** For example `€12.50` or `€ 12,50`. */
export function moneyText(amount: Cents, format: MoneyFormat): string {
  return formatter(format)
    .format(amount / centsPerUnit(format.minorDigits))
    .replace('-', MINUS);
}

/** The same text in parts, in the order that the language uses. */
export function moneyParts(amount: Cents, format: MoneyFormat): MoneyPart[] {
  const parts: MoneyPart[] = [];
  for (const { type, value } of formatter(format).formatToParts(
    amount / centsPerUnit(format.minorDigits),
  )) {
    const kind = KINDS[type] ?? 'integer';
    const last = parts.at(-1);
    const text = kind === 'sign' ? value.replace('-', MINUS) : value;
    if (last && last.kind === kind) last.text += text;
    else parts.push({ kind, text });
  }
  return parts;
}

/** Parts with the same direction: numbers run from left to right in every language, other parts as the language does. */
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

/** The approximate width of the parts in ems, with tabular figures. Used to make a long number fit. */
export function widthInEms(parts: readonly MoneyPart[]): number {
  return parts.reduce((sum, { kind, text }) => sum + widthOf(kind, text), 0);
}

/** A currency sign has half the text size, and a space is a thin space. */
function widthOf(kind: MoneyPart['kind'], text: string): number {
  if (kind === 'currency') return text.length * 0.36 + 0.06;
  if (kind === 'space') return 0.12;
  return Array.from(text).reduce(
    (sum, character) => sum + (/[\d−+]/.test(character) ? 0.62 : 0.28),
    0,
  );
}

/** Other types, such as the separator of thousands, are a part of the integer. */
const KINDS: Partial<Record<Intl.NumberFormatPartTypes, MoneyPart['kind']>> = {
  minusSign: 'sign',
  plusSign: 'sign',
  currency: 'currency',
  literal: 'space',
  decimal: 'fraction',
  fraction: 'fraction',
};

function formatter({
  language,
  currency,
  minorDigits,
  sign = 'auto',
}: MoneyFormat): Intl.NumberFormat {
  return numberFormat(localeOf(language), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: minorDigits,
    maximumFractionDigits: minorDigits,
    signDisplay: sign === 'always' ? 'exceptZero' : 'auto',
  });
}
