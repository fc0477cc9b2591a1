/** The part of the session that the screen gets: never the whole card value, and only what the screen shows. */
import type { Overlay as OverlayView, Screen, View } from '../../shared/contract.ts';
import type { StaffBoard } from '../../shared/staff-board.ts';
import { leavesInSeconds } from './auto-dismiss.ts';
import { endsIn } from './card.ts';
import type { StateDefinition } from './decision.ts';
import type { Machine, Overlay, StateKind } from './state.ts';
import { table } from './table.ts';
import { truncateOrNull } from './truncate.ts';

/** The part of the view that does not come from the session. Its texts are cut to length here. */
export type Terminal = Omit<
  View,
  | 'screenId'
  | 'language'
  | 'languages'
  | 'adjustments'
  | 'sheet'
  | 'isSandbox'
  | 'screen'
  | 'overlay'
  | 'leavesInSeconds'
  | 'notice'
> & { staff: StaffBoard };

export function viewOf(machine: Machine, { staff, ...terminal }: Terminal): View {
  const { config } = machine;
  return {
    ...terminal,
    shopName: truncateOrNull(terminal.shopName),
    screenId: machine.counters.screen,
    language: machine.language,
    languages: [...config.languages],
    adjustments: { ...machine.adjustments },
    sheet: machine.sheet,
    isSandbox: config.isSandbox,
    demoCards: config.isSandbox ? terminal.demoCards : [],
    screen: screenOf(machine, staff),
    overlay: overlayOf(machine),
    leavesInSeconds: leavesInSeconds(machine),
    notice: machine.notice,
  };
}

function screenOf<S extends StateKind>(machine: Machine<S>, staff: StaffBoard): Screen {
  const definition: StateDefinition<S> = table[machine.state.kind];
  return definition.screen(machine, staff);
}

function overlayOf({ state, secondsLeft, isArmed }: Machine): OverlayView | null {
  if (secondsLeft !== null) return { kind: 'stillThere', secondsLeft };
  return 'overlay' in state && state.overlay !== null ? questionOf(state.overlay, isArmed) : null;
}

function questionOf(overlay: Overlay, isArmed: boolean): OverlayView {
  return overlay.kind === 'stillThere'
    ? { kind: overlay.kind, secondsLeft: overlay.secondsLeft }
    : {
        kind: overlay.kind,
        endsIn: endsIn(overlay.identifierValue),
        number: overlay.number,
        isArmed,
      };
}
