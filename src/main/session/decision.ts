/** What a state can decide about an event; the tables are made of these, one for every pair. */
import type { EventKind, EventOf } from './events.ts';
import type { Step } from './effects.ts';
import type { AttendedKind, Machine, OverlayKind, OverlayOf, StateKind } from './state.ts';

type Handler<S extends StateKind, E extends EventKind> = (
  machine: Machine<S>,
  event: EventOf<E>,
) => Step;

/** `alive`: a sign of life and nothing else. */
export type Decision<S extends StateKind, E extends EventKind> =
  Handler<S, E> | 'alive' | 'ignored';

/** A new event, of the contract or of the system, is a compile error in every row until it has decided. */
export type Row<S extends StateKind> = { readonly [E in EventKind]: Decision<S, E> };

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
