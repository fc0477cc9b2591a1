/** The lesson in which staff teach the kiosk an unknown reader: the texts and the actions of each step. */
import type { Teaching, TeachReason } from '../../../shared/staff-board.ts';
import { m } from '../../messages/generated/messages.js';
import type { Medium } from '../../presentation/medium.ts';
import {
  line,
  mainAction,
  withoutNulls,
  privateLine,
  sideAction,
  type Action,
  type Line,
} from '../../presentation/presentation.ts';

/** Both card numbers, in one form in which they could be registered. */
interface Choice {
  name: string;
  first: string;
  second: string;
  use: Action;
}

export interface TeachingContent {
  heading: string;
  text: string | null;
  hint: string | null;
  /** How often each card was presented. */
  cards: readonly {
    label: string;
    count: number;
    neededCount: number;
    countText: string;
    isNow: boolean;
  }[];
  choices: readonly Choice[];
  /** The card numbers that were read by a reader that needs no lesson. Null for any other reader. */
  numbers: { first: string; second: string } | null;
  start: Action | null;
  cancel: Action | null;
}

type LessonCard = Of<'presenting'>['card'];
type TypedWriting = NonNullable<Of<'proposedKeys'>['choices'][number]['writing']>;
type Of<Kind extends Teaching['kind']> = Extract<Teaching, { kind: Kind }>;

/** Why the kiosk proposes no settings, and what staff can do about it. */
const REFUSALS: Record<TeachReason, () => string> = {
  sameNumber: m.teach_same,
  changes: m.teach_changes,
  unclear: m.teach_unclear,
  otherReports: m.teach_other,
  refusedNumber: m.teach_refused_number,
  neverQuiet: m.teach_never_quiet,
  alreadyWorks: m.teach_already,
  unreadable: m.teach_unreadable,
};

/** The names of the forms of a number. */
const WRITINGS: Record<Of<'proposed'>['choices'][number]['writing'], () => string> = {
  hex: m.teach_hex,
  hexReversed: m.teach_hex_reversed,
  decimal: m.teach_decimal,
  decimalReversed: m.teach_decimal_reversed,
  text: m.teach_text,
};

/** The same of a number that a reader types. */
const TYPED_WRITINGS: Record<TypedWriting, () => string> = {
  hex: m.teach_hex,
  hexReversed: m.teach_hex_reversed,
  decimal: m.teach_decimal,
  decimalZeros: m.teach_decimal_zeros,
  decimalReversed: m.teach_decimal_reversed,
  decimalReversedZeros: m.teach_decimal_reversed_zeros,
  threeFive: m.teach_three_five,
  threeFiveComma: m.teach_three_five,
};

const SUFFIXES = { any: null, enter: m.teach_keys_enter, tab: m.teach_keys_tab } as const;

export function teachingContent(
  teaching: Teaching,
  { screenId, medium }: { screenId: number; medium: Medium },
): TeachingContent {
  const none = { text: null, hint: null, cards: [], choices: [], numbers: null };
  const cancel = sideAction(m.teach_cancel(), { kind: 'cancelTeaching', screenId });
  const start = (label: string): Action => mainAction(label, { kind: 'startTeaching', screenId });
  const ended = { ...none, start: start(m.teach_again()), cancel: null };
  switch (teaching.kind) {
    case 'off':
      return {
        ...ended,
        heading: m.teach_heading(),
        text: m.teach_intro(),
        start: start(m.teach_start()),
      };
    case 'presenting':
      return { ...none, ...presenting(teaching), start: null, cancel };
    case 'proposed':
      return { ...none, ...proposed(teaching, screenId), start: null, cancel };
    case 'proposedKeys':
      return { ...none, ...proposedKeys(teaching, { screenId, medium }), start: null, cancel };
    case 'refused':
      return { ...ended, heading: m.teach_refused(), text: REFUSALS[teaching.why]() };
    case 'works': {
      const { first, second } = teaching;
      const numbers = { first, second };
      return { ...ended, heading: m.teach_heading(), text: m.teach_works(), numbers };
    }
    case 'used': {
      const { reader } = teaching;
      // Scanners that type have no name.
      const text = reader === null ? m.teach_keys_used() : m.teach_used({ reader });
      return { ...ended, heading: m.teach_heading(), text };
    }
    case 'notSaved':
      return { ...ended, heading: m.teach_heading(), text: m.teach_not_saved() };
  }
}

export function teachingLines(
  { heading, text, hint, cards, choices, numbers }: TeachingContent,
  medium: Medium,
): Line[] {
  const withNumbers = (words: string, { first, second }: { first: string; second: string }): Line =>
    privateLine(`${words}: ${medium.code(first)}; ${medium.code(second)}`, words);
  const textLine = text !== null && numbers !== null ? withNumbers(text, numbers) : null;
  return [
    line(heading),
    ...cards.map(({ label, countText }) => line(`${label}: ${countText}`)),
    ...withoutNulls([textLine ?? (text === null ? null : line(text))]),
    ...withoutNulls([hint]).map(line),
    ...choices.map((choice) => withNumbers(choice.name, choice)),
  ];
}

export function teachingActions({ start, choices, cancel }: TeachingContent): Action[] {
  return withoutNulls([start, ...choices.map(({ use }) => use), cancel]);
}

/** The names of the cards, and what staff do with each now. */
const CARDS: Record<LessonCard, { name: () => string; now: () => string }> = {
  first: { name: m.teach_first, now: m.teach_first_now },
  second: { name: m.teach_second, now: m.teach_second_now },
  third: { name: m.teach_third, now: m.teach_third_now },
  fourth: { name: m.teach_fourth, now: m.teach_fourth_now },
};

function presenting({
  card: current,
  cards,
  reader,
}: Of<'presenting'>): Pick<TeachingContent, 'heading' | 'text' | 'cards' | 'hint'> {
  return {
    heading: CARDS[current].now(),
    text: cards.length > 2 ? m.teach_one_more() : null,
    cards: cards.map(({ card, count, neededCount }) => ({
      ...{ label: CARDS[card].name(), count, neededCount, isNow: card === current },
      countText: m.teach_count({ count, total: neededCount }),
    })),
    hint: reader === null ? m.teach_any() : m.teach_reader({ reader }),
  };
}

type Proposal = Pick<TeachingContent, 'heading' | 'text' | 'hint' | 'choices'>;

function proposed({ reader, field, choices }: Of<'proposed'>, screenId: number): Proposal {
  return {
    heading: m.teach_found({ reader }),
    text: fieldText(field),
    hint: m.teach_choose(),
    choices: choices.map(({ writing, first, second }, index) => ({
      name: WRITINGS[writing](),
      first,
      second,
      use: useAction(index, screenId),
    })),
  };
}

function proposedKeys(
  teaching: Of<'proposedKeys'>,
  { screenId, medium }: { screenId: number; medium: Medium },
): Proposal {
  const { choices, suffix } = teaching;
  const facts = withoutNulls([
    prefixText(teaching, medium),
    SUFFIXES[suffix]?.() ?? null,
    choices.some(({ layout }) => layout !== null) ? m.teach_keys_layout() : null,
  ]);
  const hints = [m.teach_keys_all(), ...(choices.length > 1 ? [m.teach_choose()] : [])];
  return {
    heading: m.teach_keys_found(),
    text: facts.length === 0 ? null : facts.join(' '),
    hint: hints.join(' '),
    choices: choices.map((choice, index) => ({
      name: keysChoiceName(choice, medium),
      first: choice.first,
      second: choice.second,
      use: useAction(index, screenId),
    })),
  };
}

/** All choices have the same label, so the voice lists only the first. */
function useAction(choice: number, screenId: number): Action {
  const intent = { kind: 'useProfile', choice, screenId } as const;
  return mainAction(m.teach_use(), intent, { isAnnounced: choice === 0 });
}

/** Where the number is in the report of the reader. */
function fieldText(field: Of<'proposed'>['field']): string {
  if (field === null) return m.teach_pos();
  // People count from one.
  const offset = field.offset + 1;
  const place =
    field.count === null
      ? m.teach_said({ offset, lengthAt: (field.lengthAt ?? 0) + 1 })
      : m.teach_fixed({ offset, count: field.count });
  return field.reportId === null ? place : `${place} ${m.teach_report({ id: field.reportId })}`;
}

function keysChoiceName(
  { layout, cut, writing }: Of<'proposedKeys'>['choices'][number],
  medium: Medium,
): string {
  const names = withoutNulls([
    layout === null ? null : m.teach_keys_places({ layout }),
    cut === null ? null : m.teach_keys_without({ prefix: medium.code(cut) }),
    writing === null ? null : TYPED_WRITINGS[writing](),
  ]);
  return names.length === 0 ? m.teach_text() : names.join(' · ');
}

function prefixText(
  { choices, hasAimIdentifier }: Of<'proposedKeys'>,
  medium: Medium,
): string | null {
  const cuts = choices.flatMap(({ cut }) => cut ?? []);
  const [longest] = cuts.toSorted((one, other) => other.length - one.length);
  if (longest === undefined) return null;
  const prefix = medium.code(longest);
  if (hasAimIdentifier) return m.teach_keys_kind({ prefix });
  return cuts.length === choices.length
    ? m.teach_keys_cut({ prefix })
    : m.teach_keys_begins({ prefix });
}
