/**
 * Checks whether the kiosk can go into service. Asks the API for the kiosk's shop. Reports what is missing or wrong,
 * with the shops to choose from.
 */
import type { OutOfServiceReason, ShopChoice } from '../../shared/contract.ts';
import type { ShopUuid } from '../../shared/ids.ts';
import type { RefusalReason } from '../leat/outcome.ts';
import type { LeatRead } from '../leat/types.ts';

export type StartupCheck =
  /** The name is null if the API cannot be reached now. The kiosk goes into service anyway. */
  | { kind: 'ready'; shopName: string | null }
  | { kind: 'outOfService'; reason: OutOfServiceReason; shops: ShopChoice[] };

/** The longest list that a screen shows. */
const SHOPS_MAX = 30;

export async function checkStartup(
  read: LeatRead,
  shopUuid: ShopUuid | null,
): Promise<StartupCheck> {
  if (shopUuid === null) return outOfService(read, 'shopMissing');
  const shop = await read.getShop(shopUuid);
  switch (shop.kind) {
    case 'ok':
      return { kind: 'ready', shopName: shop.value.name };
    case 'refused': {
      const reason = REASONS[shop.reason];
      return reason === undefined ? { kind: 'ready', shopName: null } : outOfService(read, reason);
    }
    case 'notSent':
    case 'unknown':
      return { kind: 'ready', shopName: null };
  }
}

const REASONS: Partial<Record<RefusalReason, OutOfServiceReason>> = {
  shopNotFound: 'shopUnknown',
  unauthorized: 'tokenRefused',
  forbidden: 'tokenRefused',
  accountInactive: 'accountInactive',
};

async function outOfService(read: LeatRead, reason: OutOfServiceReason): Promise<StartupCheck> {
  const isAboutShop = reason === 'shopMissing' || reason === 'shopUnknown';
  const listed = isAboutShop ? await read.listShops() : null;
  if (listed?.kind === 'refused' && REASONS[listed.reason] === 'tokenRefused') {
    return { kind: 'outOfService', reason: 'tokenRefused', shops: [] };
  }
  const shops = listed?.kind === 'ok' ? listed.value : [];
  return {
    kind: 'outOfService',
    reason,
    shops: shops.slice(0, SHOPS_MAX).map(({ uuid, name }) => ({
      uuid: uuid.slice(0, 200),
      name: name.slice(0, 200),
    })),
  };
}
