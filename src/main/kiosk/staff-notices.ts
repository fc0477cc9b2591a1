/** What staff should know about this terminal and can put right. The staff area shows it. */
import type { StaffNotice } from '../../shared/staff-board.ts';
import { createClockWatch } from './clock-watch.ts';
import { isOwnShopUnsaid } from '../settings/own-shop.ts';
import type { KioskOptions } from './kiosk-options.ts';
import type { Money } from './money.ts';
import type { RefusedScans } from './refused-scans.ts';

export interface StaffNotices {
  start(): void;
  stop(): void;
  list: () => StaffNotice[];
}

type Options = Pick<
  KioskOptions,
  | 'world'
  | 'log'
  | 'settings'
  | 'settingsProblem'
  | 'ignoredSettings'
  | 'settingsFile'
  | 'journalCheck'
>;

export function createStaffNotices(
  options: Options,
  money: Money | null,
  refused: Pick<RefusedScans, 'list'>,
): StaffNotices {
  const { world, log } = options;
  const lasting = startNotices(options);
  const clock =
    money === null
      ? null
      : createClockWatch({
          ...{ world, log },
          serverNow: () => money.clock.serverNow(),
          ask: () => money.read.health(),
        });
  return {
    start: () => clock?.start(),
    stop: () => clock?.stop(),
    list() {
      const isFoundShared = money?.shop.isFoundShared() === true;
      const off = clock?.notice() ?? null;
      const archives = options.journalCheck?.archiveProblems() ?? [];
      const percent = options.journalCheck?.percent() ?? null;
      return [
        ...(percent === null ? [] : [{ kind: 'journalBeingChecked', percent } as const]),
        ...archives.slice(0, 1).map(({ name }) => ({ kind: 'archiveDamaged', name }) as const),
        ...(isFoundShared ? [{ kind: 'shopFoundShared' } as const] : []),
        ...(options.settingsFile?.notices() ?? []),
        ...lasting,
        ...(off === null ? [] : [off]),
        ...refused.list(),
      ];
    },
  };
}

/** The notices that stay until the kiosk starts again. */
export function startNotices({
  settings,
  settingsProblem,
  ignoredSettings,
}: Omit<Options, 'world' | 'log' | 'journalCheck' | 'settingsFile'>): StaffNotice[] {
  // If the settings are damaged, the kiosk is out of service and names its file.
  if (settingsProblem !== null) return [];
  return [
    ...(isOwnShopUnsaid(settings) ? [{ kind: 'ownShopUnsaid' } as const] : []),
    ...ignoredSettings.map((name) => ({ kind: 'settingIgnored', name }) as const),
  ];
}
