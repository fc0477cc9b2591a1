/** What the screens show that is the terminal's and not the session's. Pure. */
import type { Connection, View } from '../../shared/contract.ts';
import type { StaffBoard } from '../../shared/staff-board.ts';
import { settingsFileSchema } from '../settings/schema.ts';
import type { Terminal } from '../session/view.ts';
import * as v from 'valibot';
import type { KioskOptions } from './kiosk-options.ts';
import type { Money } from './money.ts';

export interface TerminalNow {
  revision: number;
  money: Money | null;
  shopName: string | null;
  readers: Pick<View, 'reader' | 'gesture'>;
  staff: StaffBoard;
}

export function terminalOf(
  options: KioskOptions,
  { revision, money, shopName, readers, staff }: TerminalNow,
): Terminal {
  const { settings, journal, shopLook, demoCards } = options;
  const read = settings.kind === 'ok' ? settings.settings : v.parse(settingsFileSchema, {});
  return {
    revision,
    currency: read.currency,
    shopName,
    accentColor: read.accentColor,
    shopLogo: shopLook.logo,
    shopPictures: [...shopLook.pictures],
    readerPlace: read.readerPlace,
    speech: read.speech,
    physicalScreen: read.screen,
    ...readers,
    takesMoney: journal.damage === null,
    demoCards: [...demoCards],
    connection: connectionOf(money, read.offline.enabled),
    waiting: journal.opened.journal.waiting(),
    drain: money?.sync.progress() ?? null,
    staff,
  };
}

function connectionOf(money: Money | null, canSpend: boolean): Connection {
  const state = money?.connection() ?? { kind: 'online' };
  return state.kind === 'online' ? { kind: 'online' } : { ...state, canSpend };
}
