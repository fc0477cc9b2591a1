/** What staff should know about this terminal and can put right: shown in the staff area, and written to the log. Pure. */
import type { StaffNotice } from '../../shared/staff-board.ts';
import type { KioskOptions } from './kiosk-options.ts';

/** The notices that stay until the kiosk starts again. */
export function startNotices({
  settings,
  settingsProblem,
  ignoredSettings,
  isSandbox,
}: Pick<
  KioskOptions,
  'settings' | 'settingsProblem' | 'ignoredSettings' | 'isSandbox'
>): StaffNotice[] {
  // If the settings are damaged, the kiosk is out of service and names its file.
  if (settingsProblem !== null) return [];
  const isUnsaid = settings.ownShop === null && !isSandbox;
  return [
    ...(isUnsaid ? [{ kind: 'ownShopUnsaid' } as const] : []),
    ...ignoredSettings.map((name) => ({ kind: 'settingIgnored', name }) as const),
  ];
}
