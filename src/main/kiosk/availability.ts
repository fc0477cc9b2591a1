/** Brings the kiosk into service. While something is missing or wrong that can be repaired, it tries again. */
import { createRestartableTimer } from '../../shared/restartable-timer.ts';
import { throwLater } from '../../shared/throw-later.ts';
import type { OpenJournal } from '../journal/open.ts';
import { plainText } from '../leat/plain-text.ts';
import type { SessionConfig } from '../session/config.ts';
import type { SessionEvent } from '../session/events.ts';
import type { World } from '../world/world.ts';
import { checkStartup, type StartupCheck } from './startup-check.ts';
import { shopOf } from './from-settings.ts';
import { JOURNAL_FILE } from './kiosk-journal.ts';
import type { KioskOptions } from './kiosk-options.ts';
import type { Money } from './money.ts';

export interface AvailabilityOptions extends Pick<
  KioskOptions,
  'settings' | 'settingsProblem' | 'isOwnLedger'
> {
  world: Pick<World, 'after'>;
  journal: { opened: Pick<OpenJournal, 'seenCards'> };
  money: Pick<Money, 'read'> | null;
  config: SessionConfig;
  dispatch: (event: SessionEvent) => void;
}

export interface Availability {
  start(): void;
  stop(): void;
  /** The last known name of the shop, possibly from an earlier run. Null if the API never gave one. */
  shopName(): string | null;
}

const NO_FILE = { fileName: null, place: null };

const RETRY_MS = 20_000;

export function createAvailability(options: AvailabilityOptions): Availability {
  const { settingsProblem, isOwnLedger, money, config, dispatch } = options;
  const { seenCards } = options.journal.opened;
  const shopUuid = shopOf(options.settings);
  const lastName = shopUuid === null ? null : seenCards.shopName(shopUuid);
  // An earlier version stored the name exactly as the API sent it.
  let shopName = lastName === null ? null : plainText(lastName);
  const retry = createRestartableTimer(options.world);
  let isStopped = false;

  function take(result: StartupCheck): void {
    if (isStopped) return;
    if (result.kind === 'outOfService') {
      dispatch({
        kind: 'wentOutOfService',
        reason: result.reason,
        shops: result.shops,
        ...NO_FILE,
      });
    } else {
      if (result.shopName !== null && shopUuid !== null) {
        shopName = result.shopName;
        seenCards.putShopName(shopUuid, shopName);
      }
      dispatch({ kind: 'ready', config });
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
      if (settingsProblem !== null) {
        const { fileName, place } = settingsProblem;
        dispatch({
          ...{ kind: 'wentOutOfService', reason: 'settingsDamaged', shops: [] },
          ...{ fileName, place },
        });
      } else if (!isOwnLedger) {
        const reason = shopUuid === null ? 'shopMissing' : 'otherLedger';
        dispatch({
          kind: 'wentOutOfService',
          reason,
          shops: [],
          ...NO_FILE,
          fileName: JOURNAL_FILE,
        });
      } else if (money === null) {
        dispatch({ kind: 'wentOutOfService', reason: 'tokenMissing', shops: [], ...NO_FILE });
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
