/** The kiosk is out of service: a sentence for customers, and what staff have to do. */
import type { OutOfServiceReason } from '../../../shared/contract.ts';
import { m } from '../../messages/generated/messages.js';
import { AWAY } from '../../presentation/card-place.ts';
import { firstRows } from '../../presentation/long-lists.ts';
import { line, withoutNulls, type ScreenPresentation } from '../../presentation/presentation.ts';
import { settingPlaceText } from '../../presentation/setting-place.ts';
import { spell } from '../../presentation/spell.ts';

const REASONS: Record<OutOfServiceReason, () => string> = {
  tokenMissing: m.out_token_missing,
  tokenRefused: m.out_token_refused,
  shopMissing: m.out_shop_missing,
  shopUnknown: m.out_shop_unknown,
  settingsDamaged: m.out_settings_damaged,
  otherLedger: m.out_other_ledger,
  accountInactive: m.out_account_inactive,
};

export const outOfService = {
  exits: [],
  sound: null,
  isAtRest: true,
  isUnderWay: false,
  isResult: false,
  cardPlace: () => AWAY,
  content({ screen: { reason, fileName, place, shops } }) {
    const heading = m.out_heading();
    const texts = {
      customer: m.out_customer(),
      staffLabel: m.out_staff_label(),
      reason: REASONS[reason](),
      file: fileName === null ? null : m.out_file({ fileName }),
      place: place === null ? null : settingPlaceText(place),
      shopsLabel: shops.length === 0 ? null : m.out_shops_label(),
    };
    const rows = shops.map(({ uuid, name }) => line(`${name}, ${spell(uuid)}`));
    return {
      heading,
      texts,
      lines: [...withoutNulls([heading, ...Object.values(texts)]).map(line), ...firstRows(rows)],
      actions: [],
      lists: { shops: rows },
    };
  },
} satisfies ScreenPresentation<'outOfService'>;
