/** The look-up of a card gave no balance. The next scan is accepted at once, even of the same card. */
import { endsIn } from '../card.ts';
import { choiceEvents } from '../choices.ts';
import { ignores, type StateDefinition } from '../decision.ts';
import type { Step } from '../effects.ts';
import type { Machine } from '../state.ts';
import { configure, goOutOfService, lookUp, lookUpNext, stop, takesScans } from '../transitions.ts';

const problem = {
  touch: 'alive',
  pressed: 'alive',
  ...choiceEvents,
  ...takesScans(scanAfterProblem),
  stop,
  back: stop,
  ready: configure,
  wentOutOfService: goOutOfService,
  timerFired: stop,
  ...ignores('balance', 'keypad', 'typing', 'amount', 'confirm', 'receipt', 'overlay'),
  ...ignores('staffEntry', 'pin', 'teaching', 'answers', 'connection'),
} as const;

export const cardProblem: StateDefinition<'cardProblem'> = {
  screen: ({ state }) => ({
    kind: state.kind,
    problem: state.problem,
    endsIn: endsIn(state.identifierValue),
  }),
  on: { ...problem, retry: 'ignored' },
};

export const lookUpProblem: StateDefinition<'lookUpProblem'> = {
  screen: ({ state }) => ({ kind: state.kind, problem: state.problem }),
  on: { ...problem, retry: lookUpAgain },
};

function lookUpAgain(machine: Machine<'lookUpProblem'>): Step {
  const { identifierValue, attempt } = machine.state;
  return lookUp(machine, identifierValue, attempt);
}

function scanAfterProblem(
  machine: Machine<'cardProblem' | 'lookUpProblem'>,
  { value }: { value: string },
): Step {
  return lookUpNext(machine, { value, isSameCard: value === machine.state.identifierValue });
}
