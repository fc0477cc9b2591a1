/** All that can happen to a session: what was touched, what was scanned, what others answer, what time brings. */
import type { Intent } from '../../shared/contract.ts';
import type { Identified, PinAnswer, Printed, SpendOutcome, SpendStep } from './results.ts';
import type { SessionConfig } from './config.ts';
import type { Timer } from './effects.ts';
import type { OutOfService } from './state.ts';

export type SessionEvent = Intent | SystemEvent;

/** What a state decides about; that something was drawn is only counted. */
export type EventKind = Exclude<SessionEvent['kind'], 'drawn'>;

export type EventOf<K extends EventKind = EventKind> = {
  [P in K]: EventByKind[P] & { kind: P };
}[K];

/** What does not come from the screen. A token repeats the one of the effect that is answered. */
type SystemEvent =
  | { kind: 'scanned'; value: string }
  /** The kiosk can serve, with these settings. */
  | { kind: 'ready'; config: SessionConfig }
  | ({ kind: 'wentOutOfService' } & OutOfService)
  | { kind: 'identified'; token: number; answer: Identified }
  | { kind: 'pinChecked'; token: number; answer: PinAnswer }
  | { kind: 'spendStepped'; token: number; step: SpendStep }
  | { kind: 'spendEnded'; token: number; outcome: SpendOutcome }
  | { kind: 'printEnded'; token: number; result: Printed }
  | { kind: 'timerFired'; timer: Timer };

type EventByKind = { [E in SessionEvent as E['kind']]: E };

/** A scan counts as a person; an answer or a timer does not. */
export function isFromCustomer(event: EventOf): boolean {
  return !(event.kind in OTHERS);
}

const OTHERS = {
  ready: true,
  wentOutOfService: true,
  identified: true,
  pinChecked: true,
  spendStepped: true,
  spendEnded: true,
  printEnded: true,
  timerFired: true,
} satisfies Record<Exclude<SystemEvent['kind'], 'scanned'>, true>;
