/** The kiosk is getting ready, and the customer has to wait. */
import { m } from '../../messages/generated/messages.js';
import { AWAY } from '../../presentation/card-place.ts';
import { line, withoutNulls, type ScreenPresentation } from '../../presentation/presentation.ts';

export const starting = {
  exits: [],
  sound: null,
  isAtRest: false,
  isUnderWay: false,
  isResult: false,
  cardPlace: () => AWAY,
  content({ view: { shopName } }) {
    const heading = m.starting_heading();
    const body = m.starting_body();
    return {
      heading,
      body,
      lines: withoutNulls([shopName === null ? null : line(shopName), line(heading), line(body)]),
      actions: [],
    };
  },
} satisfies ScreenPresentation<'starting'>;
