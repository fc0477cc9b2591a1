/** Makes the part of the view that describes the terminal, not the session. Pure. */
import type { Connection, View } from '../../shared/contract.ts';
import type { StaffBoard } from '../../shared/staff-board.ts';
import type { Terminal } from '../session/view.ts';
import { refusesTerminal } from '../wallet/offline-policy.ts';
import { displaySettingsOf, minorDigitsOf } from '../settings/schema.ts';
import type { KioskOptions } from './kiosk-options.ts';
import type { Money } from './money.ts';
import type { ShownReaders } from './reader-input.ts';

export interface TerminalNow {
  revision: number;
  money: Money | null;
  shopName: string | null;
  readers: ShownReaders;
  staff: StaffBoard;
}

type FixedPart = ReturnType<typeof displaySettingsOf> &
  Pick<View, 'minorDigits' | 'physicalScreen' | 'shopLogo' | 'shopPictures' | 'demoCards'>;

/** Values that do not change while the kiosk runs are computed once. */
export function createTerminal(options: KioskOptions): (now: TerminalNow) => Terminal {
  const { settings, journal, branding, demoCards } = options;
  const fixed: FixedPart = {
    ...displaySettingsOf(settings),
    minorDigits: minorDigitsOf(settings),
    physicalScreen: settings.screen,
    shopLogo: branding.logo,
    shopPictures: [...branding.pictures],
    demoCards: [...demoCards],
  };
  return ({ revision, money, shopName, readers, staff }) => ({
    ...fixed,
    revision,
    shopName,
    ...readers,
    takesMoney: journal.damage === null,
    connection: connectionOf(money, settings.offline.enabled),
    waiting: journal.opened.journal.waiting(),
    drain: money?.sync.progress() ?? null,
    staff,
  });
}

function connectionOf(money: Money | null, canSpend: boolean): Connection {
  const state = money?.connection() ?? { kind: 'online' };
  return state.kind === 'online'
    ? { kind: 'online' }
    : { ...state, canSpend: canSpend && !refusesTerminal(state.reason) };
}
