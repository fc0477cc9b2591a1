/** Staff enter their PIN here, by touch or keyboard. The voice says the number of digits and never the digits. */
import { m } from '../../messages/generated/messages.js';
import { AWAY } from '../../presentation/card-place.ts';
import {
  line,
  mainAction,
  withoutNulls,
  type ScreenPresentation,
} from '../../presentation/presentation.ts';
import { PIN_MIN_DIGITS } from '../../../shared/pin.ts';
import type { Screens } from '../../presentation/screen-props.ts';

export const staffSignIn = {
  exits: ['stop'],
  sound: null,
  isAtRest: false,
  isUnderWay: false,
  isResult: false,
  cardPlace: () => AWAY,
  content({ screen, view: { screenId }, medium }) {
    const { access, digitCount, demoPin, isChecking } = screen;
    const hasPin = access === 'pin';
    const heading = m.staff_heading();
    const texts = {
      instruction: instructionText({
        ...screen,
        lockedSeconds: medium.countdown(screen.lockedSeconds),
      }),
      digits: hasPin ? m.staff_pin_digits({ count: digitCount }) : null,
      demo: hasPin && demoPin !== null ? m.staff_pin_demo({ pin: medium.code(demoPin) }) : null,
    };
    const isEnabled = digitCount >= PIN_MIN_DIGITS && !isChecking;
    const open = hasPin
      ? mainAction(
          m.staff_pin_open(),
          { kind: 'submitPin', screenId },
          { isEnabled, isAnnounced: isEnabled },
        )
      : null;
    return {
      heading,
      texts,
      open,
      lines: withoutNulls([heading, ...Object.values(texts)]).map(line),
      actions: withoutNulls([open]),
      keypad: hasPin ? { label: m.staff_pin_label(), isSecret: true } : null,
    };
  },
} satisfies ScreenPresentation<'staffSignIn'>;

function instructionText({ access, lockedSeconds, problem }: Screens['staffSignIn']): string {
  if (access === 'none') return m.staff_pin_none();
  if (lockedSeconds > 0) return m.staff_pin_locked({ count: lockedSeconds });
  return problem === null ? m.staff_pin_do() : m.staff_pin_wrong();
}
