/** The kiosk waits for a card. There is no data of a customer. */
import { choiceEvents } from '../choices.ts';
import { ignores, type StateDefinition } from '../decision.ts';
import type { Step } from '../effects.ts';
import type { Machine } from '../state.ts';
import { configure, goOutOfService, lookUp, openStaff, takesScans } from '../transitions.ts';

export const idle: StateDefinition<'idle'> = {
  screen: ({ state }) => ({ kind: state.kind }),
  on: {
    touch: 'alive',
    pressed: 'alive',
    ...choiceEvents,
    ...takesScans(begin),
    openStaff,
    ready: configure,
    wentOutOfService: goOutOfService,
    ...ignores(
      'exits',
      'lookUp',
      'balance',
      'keypad',
      'typing',
      'amount',
      'confirm',
      'receipt',
      'overlay',
    ),
    ...ignores('pin', 'teaching', 'answers', 'connection', 'timers'),
  },
};

/** Starts a session. A language that was chosen before the scan is kept. */
function begin(machine: Machine<'idle'>, event: { value: string }): Step {
  return lookUp(machine, event.value);
}
