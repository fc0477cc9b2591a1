/** The card is valid, but the kiosk cannot show its balance now. */
import type { LookUpProblem } from '../../../shared/contract.ts';
import { m } from '../../messages/generated/messages.js';
import { settled } from '../../presentation/card-place.ts';
import { line, mainAction, type ScreenPresentation } from '../../presentation/presentation.ts';
import type { Reason } from '../../presentation/reason.ts';

/** Faults of the kiosk or its settings, which customers cannot correct. */
const OURS: Reason = { happened: m.look_up_ours, todo: m.look_up_ours_do };

export const LOOK_UP_REASONS: Record<LookUpProblem, Reason> = {
  offline: { happened: m.look_up_offline, todo: m.look_up_offline_do },
  busy: { happened: m.look_up_busy, todo: m.look_up_busy_do },
  unexpected: { happened: m.look_up_unexpected, todo: m.look_up_unexpected_do },
  tokenRefused: OURS,
  shopUnknown: OURS,
  accountInactive: OURS,
};

export const lookUpProblem = {
  exits: ['stop'],
  sound: 'attention',
  isAtRest: false,
  isUnderWay: false,
  isResult: false,
  cardPlace: () => settled(),
  content({ screen: { problem }, view: { screenId } }) {
    const heading = LOOK_UP_REASONS[problem].happened();
    const todo = LOOK_UP_REASONS[problem].todo();
    const retry = mainAction(m.try_again(), { kind: 'retry', screenId });
    return { heading, todo, retry, lines: [line(heading), line(todo)], actions: [retry] };
  },
} satisfies ScreenPresentation<'lookUpProblem'>;
