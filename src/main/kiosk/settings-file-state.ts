/** What staff should know about the settings file of a running kiosk. */
import type { StaffNotice } from '../../shared/staff-board.ts';

export interface SettingsFileState {
  notices: () => readonly StaffNotice[];
  /** Calls back after every change of the notices. A later listener replaces an earlier one. */
  onChange: (listener: () => void) => void;
}

export interface WritableFileState extends SettingsFileState {
  set: (notices: readonly StaffNotice[]) => void;
}

export function createSettingsFileState(): WritableFileState {
  let notices: readonly StaffNotice[] = [];
  let changed = (): void => undefined;
  return {
    notices: () => notices,
    onChange: (listener) => void (changed = listener),
    set(next) {
      notices = next;
      changed();
    },
  };
}
