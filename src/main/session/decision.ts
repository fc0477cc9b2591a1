/** The possible decisions of a state about an event. The tables in table.ts and overlays.ts consist of these. */
import type { Screen } from '../../shared/contract.ts';
import type { StaffBoard } from '../../shared/staff-board.ts';
import type { Step } from './effects.ts';
import { GROUP_OF, type EventGroup, type EventKind, type EventOf } from './events.ts';
import type { AttendedKind, Machine, OverlayKind, OverlayOf, StateKind } from './state.ts';

type Handler<S extends StateKind, E extends EventKind> = (
  machine: Machine<S>,
  event: EventOf<E>,
) => Step;

/** `alive`: the event is a sign of life and has no other effect. */
export type Decision<S extends StateKind, E extends EventKind> =
  Handler<S, E> | 'alive' | 'ignored';

/** One decision for every event. A row without a decision for some event does not compile. */
export type Row<S extends StateKind> = { readonly [E in EventKind]: Decision<S, E> };

/** A state of the session: the screen that it shows, and its decisions. */
export interface StateDefinition<S extends StateKind> {
  readonly screen: (machine: Machine<S>, staff: StaffBoard) => Extract<Screen, { kind: S }>;
  readonly on: Row<S>;
}

type OverlayHandler<O extends OverlayKind, E extends EventKind> = (
  machine: Machine<AttendedKind>,
  event: EventOf<E>,
  overlay: OverlayOf<O>,
) => Step;

/** `beneath`: the state under the overlay decides. */
export type OverlayDecision<O extends OverlayKind, E extends EventKind> =
  OverlayHandler<O, E> | 'beneath' | 'alive' | 'ignored';

export type OverlayRow<O extends OverlayKind> = {
  readonly [E in EventKind]: OverlayDecision<O, E>;
};

type Groups = typeof GROUP_OF;

type EventsIn<G extends EventGroup> = {
  [E in keyof Groups]: Groups[E] extends G ? E : never;
}[keyof Groups];

type Shared<G extends EventGroup, D> = { readonly [E in EventsIn<G>]: D };

/** A part of a row: the same decision about every event of these groups. */
export function decideAll<G extends EventGroup, const D>(
  decision: D,
  groups: readonly G[],
): Shared<G, D>;
export function decideAll(decision: unknown, groups: readonly string[]): object {
  const events = Object.entries(GROUP_OF).filter(([, group]) => groups.includes(group));
  return Object.fromEntries(events.map(([event]) => [event, decision]));
}

/**
 * A part of a row: the state ignores every event of these groups, including events that are added to these groups
 * later.
 */
export function ignores<G extends EventGroup>(...groups: readonly G[]): Shared<G, 'ignored'> {
  return decideAll('ignored', groups);
}
