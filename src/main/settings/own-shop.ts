/** Whose the shop is: only the owner knows. A shop that nobody has answered for is treated as shared. Pure. */
import type { SettingsFileContent } from './schema.ts';

/** For the log: what to write, and what follows from either value. */
export const OWN_SHOP_UNSAID =
  'nobody has said whether this shop is this terminal\'s alone, so it is treated as shared: write "ownShop": true in settings.json (or set KIOSK_OWN_SHOP=true) if no other terminal or program uses it (the kiosk then finds out by itself what became of a payment whose reply was lost), or "ownShop": false if one does (such payments are held for staff)';

/** True if the settings name a shop and not whose it is. */
export function isOwnShopUnsaid({
  shopUuid,
  ownShop,
}: Pick<SettingsFileContent, 'shopUuid' | 'ownShop'>): boolean {
  return shopUuid !== null && ownShop === null;
}
