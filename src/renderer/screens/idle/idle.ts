/** The idle screen: says how and where to present a card, or that no reader works now. */
import type { View } from '../../../shared/contract.ts';
import { m } from '../../messages/generated/messages.js';
import {
  line,
  withoutNulls,
  sideAction,
  type Action,
  type ScreenPresentation,
} from '../../presentation/presentation.ts';
import { withoutFigures } from '../../presentation/without-figures.ts';

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

/** The label of a demo card has its balance, so it is private. */
function demoAction({ label, value }: View['demoCards'][number]): Action {
  return sideAction(
    label,
    { kind: 'presentDemoCard', value },
    { isPrivate: true, publicText: withoutFigures(label) },
  );
}
