/** Brings the kiosk into service, and tries again for as long as something is missing or wrong that may be mended. */
import { createRestartableTimer } from '../../shared/restartable-timer.ts';
import { throwLater } from '../../shared/throw-later.ts';
import type { SeenCards } from '../journal/seen-cards.ts';
import { plainText } from '../leat/plain-text.ts';
import type { SessionConfig } from '../session/config.ts';
import type { SessionEvent } from '../session/events.ts';
import type { LoadedSettings } from '../settings/load.ts';
import type { World } from '../world/world.ts';
import { checkStartup, type StartupCheck } from './startup-check.ts';
import { shopOf } from './from-settings.ts';
import { JOURNAL_FILE } from './kiosk-journal.ts';
import type { Money } from './money.ts';

export interface AvailabilityOptions {
  world: Pick<World, 'after'>;
  settings: LoadedSettings;
  isOwnLedger: boolean;
  money: Money | null;
  seenCards: SeenCards;
  config: SessionConfig;
  tell: (event: SessionEvent) => void;
}

export interface Availability {
  start(): void;
  stop(): void;
  /** As the API told it, now or the last time; null while nobody ever did. */
  shopName(): string | null;
}

const RETRY_MS = 20_000;

export function createAvailability(options: AvailabilityOptions): Availability {
  const { world, settings, isOwnLedger, money, seenCards, config, tell } = options;
  const shopUuid = settings.kind === 'ok' ? shopOf(settings.settings) : null;
  const lastName = shopUuid === null ? null : seenCards.shopName(shopUuid);
  // An earlier version kept it as it came.
  let shopName = lastName === null ? null : plainText(lastName);
  const retry = createRestartableTimer(world);
  let isStopped = false;

  function take(result: StartupCheck): void {
    if (isStopped) return;
    if (result.kind === 'outOfService') {
      tell({
        kind: 'wentOutOfService',
        reason: result.reason,
        shops: result.shops,
        fileName: null,
      });
    } else {
      if (result.shopName !== null && shopUuid !== null) {
        shopName = result.shopName;
        seenCards.putShopName(shopUuid, shopName);
      }
      tell({ kind: 'ready', config });
    }
    if (result.kind === 'outOfService' || result.shopName === null) {
      retry.restart(RETRY_MS, tryNow);
    }
  }

  function tryNow(): void {
    if (money === null) return;
    checkStartup(money.read, shopUuid).then(take, throwLater);
  }

  return {
    shopName: () => shopName,
    start() {
      if (settings.kind === 'damaged') {
        const { fileName } = settings;
        tell({ kind: 'wentOutOfService', reason: 'settingsDamaged', shops: [], fileName });
      } else if (!isOwnLedger) {
        const reason = shopUuid === null ? 'shopMissing' : 'otherLedger';
        tell({ kind: 'wentOutOfService', reason, shops: [], fileName: JOURNAL_FILE });
      } else if (money === null) {
        tell({ kind: 'wentOutOfService', reason: 'tokenMissing', shops: [], fileName: null });
      } else {
        tryNow();
      }
    },
    stop() {
      isStopped = true;
      retry.cancel();
    },
  };
}
