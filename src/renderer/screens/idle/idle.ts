/** The idle screen: says how and where to present a card, or that no reader works now. */
import type { DemoCard, View } from '../../../shared/contract.ts';
import { m } from '../../messages/generated/messages.js';
import {
  line,
  withoutNulls,
  sideAction,
  type Action,
  type ScreenPresentation,
} from '../../presentation/presentation.ts';

const PLACES: Record<View['readerPlace'], { gesture: () => string; hint: () => string }> = {
  below: { gesture: m.idle_below, hint: m.idle_below_hint },
  right: { gesture: m.idle_right, hint: m.idle_right_hint },
  behind: { gesture: m.idle_behind, hint: m.idle_behind_hint },
};

/** A hint about QR codes and barcodes, which depends on what the readers can read. */
const CODE_HINTS: Record<View['gesture'], (() => string) | null> = {
  tap: null,
  scan: m.idle_code_only,
  either: m.idle_code_too,
};

const DEMO_CARDS: Record<DemoCard['kind'], () => string> = {
  ordinary: m.demo_card_ordinary,
  rich: m.demo_card_rich,
  empty: m.demo_card_empty,
  blocked: m.demo_card_blocked,
  unregistered: m.demo_card_unregistered,
  longName: m.demo_card_long_name,
  longHistory: m.demo_card_long_history,
  firstOfTwo: m.demo_card_first_of_two,
  secondOfTwo: m.demo_card_second_of_two,
  unknown: m.demo_card_unknown,
};

export const idle = {
  exits: [],
  sound: null,
  isAtRest: true,
  isUnderWay: false,
  isResult: false,
  cardPlace: (_, { reader }) => ({ kind: reader === 'away' ? 'resting' : 'inviting' }),
  content({ view }) {
    const demoCards = view.isSandbox ? view.demoCards : [];
    const demo =
      demoCards.length === 0
        ? null
        : { label: m.demo_label(), hint: m.demo_hint(), actions: demoCards.map(demoAction) };
    const away = { now: m.idle_away_do(), again: m.idle_away_again() };
    const { heading, hints } =
      view.reader === 'away'
        ? { heading: m.idle_away(), hints: [away.now, away.again] }
        : invitation(view);
    return {
      heading,
      hints,
      away,
      demo,
      lines: withoutNulls([
        heading,
        ...hints,
        m.say_help(),
        demo?.label ?? null,
        demo?.hint ?? null,
      ]).map(line),
      actions: demo?.actions ?? [],
    };
  },
} satisfies ScreenPresentation<'idle'>;

function invitation({ readerPlace, gesture }: View): { heading: string; hints: string[] } {
  const place = PLACES[readerPlace];
  return {
    heading: place.gesture(),
    hints: withoutNulls([place.hint(), CODE_HINTS[gesture]?.() ?? null]),
  };
}

function demoAction({ kind, value }: DemoCard): Action {
  return sideAction(DEMO_CARDS[kind](), { kind: 'presentDemoCard', value });
}
