/** The text of a notice to staff: what is the matter, and the one thing to do. */
import type { Language } from '../../../shared/contract.ts';
import type { RefusalReason, StaffNotice } from '../../../shared/staff-board.ts';
import { durationText, timeWithSeconds } from '../../format/time.ts';
import { m } from '../../messages/generated/messages.js';
import { withoutNulls } from '../../presentation/presentation.ts';
import { settingPlaceText } from '../../presentation/setting-place.ts';

export function noticeText(notice: StaffNotice, language: Language): string {
  switch (notice.kind) {
    case 'journalBeingChecked':
      return m.staff_notice_journal({ percent: notice.percent });
    case 'archiveDamaged':
      return m.staff_notice_archive({ name: notice.name });
    case 'ownShopUnsaid':
      return m.staff_notice_own_shop();
    case 'shopFoundShared':
      return m.staff_notice_shared();
    case 'settingIgnored':
      return m.staff_notice_setting({ name: notice.name });
    case 'settingsWrong': {
      const place = settingPlaceText(notice.place);
      return withoutNulls([m.staff_notice_settings(), place]).join(' ');
    }
    case 'settingsChanged':
      return m.staff_notice_changed({ names: notice.names.join(', ') });
    case 'settingsNextStart':
      return m.staff_notice_next_start({ names: notice.names.join(', ') });
    case 'settingsUnconfirmed':
      return m.staff_notice_unconfirmed({ names: notice.names.join(', ') });
    case 'clockOff': {
      const time = durationText(notice.offByMs, language);
      return notice.isFast
        ? m.staff_notice_clock_fast({ time })
        : m.staff_notice_clock_slow({ time });
    }
    case 'scansRefused': {
      const reader = notice.reader ?? m.staff_typed();
      const time = timeWithSeconds(notice.at, language);
      const why = REFUSED[notice.why]();
      return m.staff_notice_refused({ reader, count: notice.count, time, why });
    }
  }
}

const REFUSED: Record<RefusalReason, () => string> = {
  paymentCard: m.staff_refused_payment_card,
  failedSwipe: m.staff_refused_failed_swipe,
  changes: m.staff_refused_changes,
  halfNumber: m.staff_refused_half_number,
  noNumber: m.staff_refused_no_number,
  incomplete: m.staff_refused_incomplete,
  layout: m.staff_refused_layout,
  rules: m.staff_refused_rules,
};
