/** Describes the status of a reader for staff, with the one thing to do. */
import type { ReaderRow } from '../../../shared/staff-board.ts';
import { m } from '../../messages/generated/messages.js';

export function readerStatusText({ status, detail }: ReaderRow): string {
  switch (status) {
    case 'ready':
      return m.staff_ready();
    case 'away':
      return m.staff_away();
    case 'notSetUp':
      return m.staff_stranger();
    case 'stillTypes':
      return m.staff_still_types();
    case 'permission':
      return m.staff_permission();
    case 'keyboardOnly':
      return m.staff_keyboard_only();
    case 'vendorMode':
      return m.staff_vendor_mode();
    case 'setAside':
      return m.staff_set_aside();
    case 'libraryMissing':
      return m.staff_library({ library: detail ?? '' });
    case 'cannotOpen':
      return m.staff_cannot_open({ reason: detail ?? '' });
  }
}

/** Whether the detail is a udev rule, which staff have to copy. */
export function hasRule({ status }: ReaderRow): boolean {
  return status === 'permission' || status === 'stillTypes';
}
