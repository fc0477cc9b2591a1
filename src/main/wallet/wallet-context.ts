/** What the wallet's acts share: the journal and its caches, the reading half of the API, the settings that limit money. */
import type { ContactUuid, IdentifierValue, ShopUuid } from '../../shared/ids.ts';
import { addCents, cents, negateCents, type Cents } from '../../shared/money.ts';
import type { Journal } from '../journal/journal.ts';
import type { SeenCard, SeenCards } from '../journal/seen-cards.ts';
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
  /** The most that one spend may be; null for no limit but the balance. */
  maximumInCents: Cents | null;
  offlinePolicy: OfflinePolicy;
  /** False while the journal is damaged: balances are shown, and no money is taken. */
  takesMoney: boolean;
  /** How long somebody is kept waiting for proof of what became of a payment. */
  proofMs: number;
}

export interface WalletOptions {
  world: World;
  read: LeatRead;
  sessionTokens: LeatSessionTokens;
  journal: Journal;
  seenCards: SeenCards;
  sync: Sync;
  connection: () => ConnectionState;
  config: WalletConfig;
}

export interface WalletContext extends WalletOptions {
  shopUuid: ShopUuid;
  /** What the last look-up saw of each contact; null where it did not see every row. */
  baselines: Map<ContactUuid, KnownBaseline | null>;
  offlineLimit: (seen: SeenCard) => Cents | null;
  inFlight: InFlight;
}

export function createWalletContext(options: WalletOptions): WalletContext {
  return {
    ...options,
    shopUuid: options.config.shopUuid,
    baselines: new Map(),
    inFlight: new InFlight(),
    offlineLimit: (seen) => offlineLimitOf(options, seen),
  };
}

/** What a contact may spend while the ledger can be reached. */
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

/** The ledger's balance less what this terminal promised and the ledger does not have, or may not have. */
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

/** What a contact has, as far as it was seen, while the ledger cannot be reached. */
export function offlineAvailable({ journal }: WalletOptions, seen: SeenCard): Cents {
  return availableOf(journal, seen.contactUuid, keptOf(journal, seen));
}

/** The balance that was seen, less what it will not keep; never below zero by that alone, as some of it may not be in it. */
function keptOf(journal: Journal, { contactUuid, balanceInCents }: SeenCard): Cents {
  const keptInCents = balanceInCents - journal.toBeTakenBack(contactUuid);
  return cents(Math.max(keptInCents, Math.min(balanceInCents, 0)));
}

/** What could be promised now without the ledger; null for nothing. */
export interface OfflineOffer {
  availableInCents: Cents;
  limitInCents: Cents;
}

export function offlineOffer(parts: WalletContext, whose: Whose): OfflineOffer | null {
  const seen = seenCardOf(parts, whose);
  if (seen === null) return null;
  const limitInCents = parts.offlineLimit(seen);
  return limitInCents === null
    ? null
    : { limitInCents, availableInCents: offlineAvailable(parts, seen) };
}

/** What staff could take in now without the ledger; a limit of 0 where the caps are used up. */
export function offlineTopUpOffer(parts: WalletContext, whose: Whose): OfflineOffer | null {
  const { journal, seenCards, world, config } = parts;
  const seen = seenCardOf(parts, whose);
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
    : { limitInCents, availableInCents: offlineAvailable(parts, seen) };
}

interface Whose {
  identifierValue: IdentifierValue | null;
  contactUuid: ContactUuid;
}

/** Null for a card that was never seen, or that was somebody else's when it was. */
function seenCardOf({ seenCards }: WalletContext, whose: Whose): SeenCard | null {
  const seen = whose.identifierValue === null ? null : seenCards.get(whose.identifierValue);
  return seen?.contactUuid === whose.contactUuid ? seen : null;
}

/** Promised as paid and not in the ledger yet, as a positive amount. */
function unsettledOfContact(journal: Journal, contactUuid: ContactUuid): Cents {
  return cents(journal.unsettledSpends(contactUuid));
}

function isStopped(
  seenCards: SeenCards,
  card: { identifierValue: IdentifierValue; contactUuid: ContactUuid },
): boolean {
  return seenCards.isStopped(card.identifierValue) || seenCards.isStopped(card.contactUuid);
}
