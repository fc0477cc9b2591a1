/** The values that the parts of the wallet share, and how much a contact may spend, online and offline. */
import type { ContactUuid, IdentifierValue, ShopUuid } from '../../shared/ids.ts';
import { addCents, cents, negateCents, type Cents } from '../../shared/money.ts';
import { epochMs, type EpochMs } from '../../shared/time.ts';
import type { Journal } from '../journal/journal.ts';
import type { ShopUse } from '../journal/shop-use.ts';
import type { SeenCard, SeenCards } from '../journal/seen-cards.ts';
import type { ServerClock } from '../leat/server-clock.ts';
import type { LeatRead, LeatSessionTokens } from '../leat/types.ts';
import type { KnownBaseline } from '../sync/memory.ts';
import type { ConnectionState } from '../sync/connection.ts';
import type { Sync } from '../sync/sync.ts';
import type { World } from '../world/world.ts';
import type { KnownCustomer } from './results.ts';
import { InFlight } from './in-flight.ts';
import { offlineLimit, offlineTopUpLimit, type OfflinePolicy } from './offline-policy.ts';

export interface WalletConfig {
  shopUuid: ShopUuid;
  /** The most that one spend may be. Null if only the balance limits it. */
  maximumInCents: Cents | null;
  offlinePolicy: OfflinePolicy;
  /** False while the journal is damaged. Then balances are shown, but no money is taken. */
  takesMoney: boolean;
  /** How long a customer waits for proof that a payment worked. */
  proofMs: number;
}

export interface WalletOptions {
  world: World;
  read: LeatRead;
  sessionTokens: LeatSessionTokens;
  journal: Journal;
  seenCards: SeenCards;
  sync: Sync;
  clock: Pick<ServerClock, 'serverNow'>;
  shop: Pick<ShopUse, 'isOwn'>;
  connection: () => ConnectionState;
  /** What the last look-up of each contact showed, until one of its operations gets a row. */
  lookedUp: Map<ContactUuid, LookedUp>;
  config: WalletConfig;
}

export interface LookedUp {
  /** Null if the look-up did not read every row. */
  known: KnownBaseline | null;
  balanceInCents: Cents;
}

export interface WalletContext extends WalletOptions {
  shopUuid: ShopUuid;
  offlineLimit: (seen: SeenCard) => Cents | null;
  inFlight: InFlight;
}

export function createWalletContext(options: WalletOptions): WalletContext {
  return {
    ...options,
    shopUuid: options.config.shopUuid,
    inFlight: new InFlight(),
    offlineLimit: (seen) => offlineLimitOf(options, seen),
  };
}

/**
 * The time for a receipt: the ledger's, because the clock of this machine may be off. If the server's time is not known,
 * this machine's time is all there is.
 */
export function ledgerTime({ clock, world }: Pick<WalletOptions, 'clock' | 'world'>): EpochMs {
  const server = clock.serverNow();
  if (server === null) return world.now();
  return epochMs((server.earliest + server.latest) / 2);
}

/** The limits of a contact for a spend online. */
export function limitsOf(
  { journal, config }: WalletOptions,
  contactUuid: ContactUuid,
  balanceInCents: Cents,
): Pick<KnownCustomer, 'availableInCents' | 'cap' | 'canSpend' | 'isEarlierUnsettled'> {
  const availableInCents = availableOf(journal, contactUuid, balanceInCents);
  return {
    availableInCents,
    cap:
      config.maximumInCents === null
        ? null
        : { limitInCents: config.maximumInCents, kind: 'maximum' },
    canSpend: config.takesMoney && availableInCents > 0,
    isEarlierUnsettled: journal.nextOpen(contactUuid) !== null,
  };
}

/** The balance in the ledger, less this terminal's promised spends that the ledger may not have yet. */
export function availableOf(
  journal: Journal,
  contactUuid: ContactUuid,
  balanceInCents: Cents,
): Cents {
  return addCents(balanceInCents, negateCents(unsettledOfContact(journal, contactUuid)));
}

function offlineLimitOf(
  { journal, seenCards, world, config }: WalletOptions,
  seen: SeenCard,
): Cents | null {
  const limitInCents = offlineLimit(config.offlinePolicy, {
    seen: { ...seen, balanceInCents: keptOf(journal, seen) },
    isStopped: isStopped(seenCards, seen),
    now: world.now(),
    unsettledOfContactInCents: unsettledOfContact(journal, seen.contactUuid),
    unsettledOfTerminalInCents: cents(journal.unsettledSpends(null)),
  });
  if (!config.takesMoney) return null;
  if (limitInCents === null || config.maximumInCents === null) return limitInCents;
  return limitInCents < config.maximumInCents ? limitInCents : config.maximumInCents;
}

/** The amount that a contact has while offline, by the last known balance. */
export function offlineAvailable({ journal }: WalletOptions, seen: SeenCard): Cents {
  return availableOf(journal, seen.contactUuid, keptOf(journal, seen));
}

/**
 * The last known balance, less the amounts that will be taken back. This subtraction never makes the result negative,
 * because the balance may not include all of these amounts.
 */
function keptOf(journal: Journal, { contactUuid, balanceInCents }: SeenCard): Cents {
  const keptInCents = balanceInCents - journal.toBeTakenBack(contactUuid);
  return cents(Math.max(keptInCents, Math.min(balanceInCents, 0)));
}

/** The limit of an offline payment. Null if no payment can be promised. */
export interface OfflineOffer {
  availableInCents: Cents;
  limitInCents: Cents;
}

export function offlineOffer(context: WalletContext, card: CardOfContact): OfflineOffer | null {
  const seen = seenCardOf(context, card);
  if (seen === null) return null;
  const limitInCents = context.offlineLimit(seen);
  return limitInCents === null
    ? null
    : { limitInCents, availableInCents: offlineAvailable(context, seen) };
}

/** The top-up that staff can take offline. The limit is 0 if the caps are used up. */
export function offlineTopUpOffer(
  context: WalletContext,
  card: CardOfContact,
): OfflineOffer | null {
  const { journal, seenCards, world, config } = context;
  const seen = seenCardOf(context, card);
  if (seen === null) return null;
  const { contactUuid } = seen;
  const limitInCents = offlineTopUpLimit(config.offlinePolicy, {
    seen,
    isStopped: isStopped(seenCards, seen),
    now: world.now(),
    unsettledOfContactInCents: cents(journal.unsettledTopUps(contactUuid)),
    unsettledOfTerminalInCents: cents(journal.unsettledTopUps(null)),
  });
  return limitInCents === null
    ? null
    : { limitInCents, availableInCents: offlineAvailable(context, seen) };
}

interface CardOfContact {
  identifierValue: IdentifierValue | null;
  contactUuid: ContactUuid;
}

/** Null if the card was never seen, or belonged to another contact when it was last seen. */
function seenCardOf({ seenCards }: WalletContext, card: CardOfContact): SeenCard | null {
  const seen = card.identifierValue === null ? null : seenCards.get(card.identifierValue);
  return seen?.contactUuid === card.contactUuid ? seen : null;
}

/** Spends that are promised and not in the ledger yet, as a positive amount. */
function unsettledOfContact(journal: Journal, contactUuid: ContactUuid): Cents {
  return cents(journal.unsettledSpends(contactUuid));
}

function isStopped(
  seenCards: SeenCards,
  card: { identifierValue: IdentifierValue; contactUuid: ContactUuid },
): boolean {
  return seenCards.isStopped(card.identifierValue) || seenCards.isStopped(card.contactUuid);
}
