/** A card was read, and the kiosk looks up its balance. */
import { m } from '../../messages/generated/messages.js';
import { settled } from '../../presentation/card-place.ts';
import { line, longWaitLine, type ScreenPresentation } from '../../presentation/presentation.ts';

export const identifying = {
  exits: ['stop'],
  sound: 'read',
  isAtRest: false,
  isUnderWay: true,
  isResult: false,
  cardPlace: () => settled(),
  content({ view: { shopName } }) {
    const heading = m.identifying_heading();
    const happening =
      shopName === null ? m.identifying_happening() : m.identifying_happening_at({ shopName });
    const expecting = m.identifying_expect();
    return {
      heading,
      happening,
      expecting,
      lines: [line(heading), line(happening), longWaitLine(expecting)],
      actions: [],
    };
  },
} satisfies ScreenPresentation<'identifying'>;
