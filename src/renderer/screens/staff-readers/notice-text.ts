/** The text of a notice to staff: what is the matter, and the one thing to do. */
import type { Language } from '../../../shared/contract.ts';
import type { StaffNotice } from '../../../shared/staff-board.ts';
import { durationText } from '../../format/time.ts';
import { m } from '../../messages/generated/messages.js';

export function noticeText(notice: StaffNotice, language: Language): string {
  switch (notice.kind) {
    case 'journalBeingChecked':
      return m.staff_notice_journal({ percent: notice.percent });
    case 'ownShopUnsaid':
      return m.staff_notice_own_shop();
    case 'shopFoundShared':
      return m.staff_notice_shared();
    case 'settingIgnored':
      return m.staff_notice_setting({ name: notice.name });
    case 'clockOff': {
      const time = durationText(notice.offByMs, language);
      return notice.isFast
        ? m.staff_notice_clock_fast({ time })
        : m.staff_notice_clock_slow({ time });
    }
  }
}
