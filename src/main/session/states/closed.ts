/** A kiosk that is starting or out of service. It takes no card: each scan only shows a notice. */
import { choiceEvents } from '../choices.ts';
import { ignores, type StateDefinition } from '../decision.ts';
import {
  configure,
  enter,
  goOutOfService,
  IDLE,
  openStaff,
  outOfServiceState,
  refuseScan,
  takesScans,
} from '../transitions.ts';
import { truncate, truncateOrNull } from '../truncate.ts';

export const starting: StateDefinition<'starting'> = {
  screen: ({ state }) => ({ kind: state.kind }),
  on: {
    touch: 'alive',
    pressed: 'alive',
    ...choiceEvents,
    ...takesScans(refuseScan),
    ready: (machine, event) => enter(configure(machine, event).machine, IDLE),
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
    ...ignores('staffEntry', 'pin', 'teaching', 'answers', 'connection', 'timers'),
  },
};

export const outOfService: StateDefinition<'outOfService'> = {
  screen: ({ state }) => ({
    kind: state.kind,
    reason: state.reason,
    shops: state.shops.map(({ uuid, name }) => ({ uuid: truncate(uuid), name: truncate(name) })),
    fileName: truncateOrNull(state.fileName),
    place:
      state.place === null
        ? null
        : { line: state.place.line, name: truncateOrNull(state.place.name) },
  }),
  on: {
    touch: 'alive',
    pressed: 'alive',
    ...choiceEvents,
    ...takesScans(refuseScan),
    openStaff,
    ready: (machine, event) => enter(configure(machine, event).machine, IDLE),
    wentOutOfService: (machine, event) => enter(machine, outOfServiceState(event)),
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
