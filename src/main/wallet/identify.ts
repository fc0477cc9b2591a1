/**
 * Looks up the contact and the balance of a card. For a known card this takes only one round trip. If there is no
 * connection, or no answer yet, the customer sees the last known balance.
 */
import { assertNever } from '../../shared/assert.ts';
import type { CardProblem } from '../../shared/contract.ts';
import type { ContactUuid, IdentifierValue } from '../../shared/ids.ts';
import { ZERO_CENTS, type Cents } from '../../shared/money.ts';
import { createRestartableTimer } from '../../shared/restartable-timer.ts';
import { throwLater } from '../../shared/throw-later.ts';
import type { SeenCard } from '../journal/seen-cards.ts';
import type { Failure, Outcome, RefusalReason, Refused } from '../leat/outcome.ts';
import { followMerge } from '../sync/contact-merge.ts';
import { baselineOf, readLedger, type Reading } from '../sync/evidence.ts';
import type { Identified, IdentifiedContact, KnownCustomer } from './results.ts';
import { baselineFrom, readHistory, type ReadHistory } from './history.ts';
import { lookUpProblemOf } from './look-up-problem.ts';
import { refusesTerminal } from './offline-policy.ts';
import { limitsOf, offlineAvailable, type LookedUp, type WalletContext } from './wallet-context.ts';

/** If the API has not answered after this time, the last known balance is offered. */
export const SILENCE_MS = 1_000;

/**
 * Resolves with what the ledger says, or with the last known balance if the ledger cannot be reached. Meanwhile
 * `onEarlier` gets the last known balance at most once: at once while the connection is known to be away, else after
 * one second of silence.
 */
export async function identify(
  context: WalletContext,
  identifierValue: IdentifierValue,
  onEarlier: (customer: KnownCustomer) => void,
): Promise<Identified> {
  const silence = createRestartableTimer(context.world);
  const offer = (): void => {
    const earlier = recall(context, identifierValue);
    if (earlier !== null) onEarlier(earlier);
  };
  if (context.connection().kind === 'offline') offer();
  else silence.restart(SILENCE_MS, offer);
  const answer = await lookUp(context, identifierValue);
  silence.cancel();
  return answer;
}

async function lookUp(
  context: WalletContext,
  identifierValue: IdentifierValue,
): Promise<Identified> {
  const seen = context.seenCards.get(identifierValue);
  // Read the last known contact in parallel. The result is used only if the card still belongs to that contact.
  const guessed = seen === null ? null : readContact(context, seen.contactUuid);
  const found = await context.read.findIdentifier(identifierValue);
  if (found.kind !== 'ok') {
    await guessed;
    return answerFailure(context, identifierValue, found);
  }
  const { contactUuid } = found.value;
  if (contactUuid === null) {
    context.seenCards.forget(identifierValue);
    return { kind: 'cardProblem', problem: 'unlinked' };
  }
  const isGuessed = guessed !== null && contactUuid === seen?.contactUuid;
  if (guessed !== null && !isGuessed) await moveIfMerged(context, seen, await guessed);
  const first = await (isGuessed ? guessed : readContact(context, contactUuid));
  const reading = await readAgainIfOld(context, contactUuid, first);
  const cardName = found.value.name.slice(0, 200);
  return answerContact(context, { identifierValue, contactUuid, cardName }, reading);
}

/**
 * The card had another contact before. If that one no longer exists, its operations move to the new contact first.
 * Otherwise the new contact would not owe what was promised to the old one.
 */
async function moveIfMerged(
  { journal, read, sync, config }: WalletContext,
  seen: SeenCard | null,
  { balance }: ContactReading,
): Promise<void> {
  const isGone = balance.kind === 'refused' && balance.reason === 'contactNotFound';
  if (seen === null || !isGone || !config.takesMoney) return;
  const poke = (contactUuid: ContactUuid): void => sync.poke(contactUuid);
  await followMerge({ journal, read, poke }, seen.contactUuid);
}

/** Looks up a contact without a card. Nothing is kept for offline use. */
export async function identifyContact(
  context: WalletContext,
  contactUuid: ContactUuid,
): Promise<IdentifiedContact> {
  const first = await readContact(context, contactUuid);
  const reading = await readAgainIfOld(context, contactUuid, first);
  const { balance } = reading;
  if (balance.kind !== 'ok') {
    const problem = lookUpProblemOf(balance);
    return problem === null
      ? { kind: 'cardProblem', problem: 'unlinked' }
      : { kind: 'lookUpProblem', problem };
  }
  const contact = { contactUuid, cardName: '', balanceInCents: balance.value };
  const customer = { ...contact, asOf: context.world.now() };
  return { kind: 'found', customer: { ...customer, ...liveFacts(context, customer, reading) } };
}

interface ContactReading {
  balance: Outcome<Cents>;
  history: ReadHistory | null;
  atMs: number;
  presentCount: number;
}

async function readContact(
  context: WalletContext,
  contactUuid: ContactUuid,
): Promise<ContactReading> {
  const atMs = context.world.monotonicMs();
  const { presentCount } = context.journal;
  const [balance, history] = await Promise.all([
    context.read.getBalance(contactUuid),
    readHistory(context.read, contactUuid),
  ]);
  return { balance, history, atMs, presentCount };
}

/**
 * If one of our operations was settled in the meantime, the balance may be from before it, so the contact is read
 * again.
 */
function readAgainIfOld(
  context: WalletContext,
  contactUuid: ContactUuid,
  first: ContactReading,
): Promise<ContactReading> | ContactReading {
  const isOld = first.presentCount !== context.journal.presentCount;
  return isOld ? readContact(context, contactUuid) : first;
}

function answerContact(
  context: WalletContext,
  card: Pick<SeenCard, 'identifierValue' | 'contactUuid' | 'cardName'>,
  reading: ContactReading,
): Identified {
  const { identifierValue, contactUuid } = card;
  const { balance } = reading;
  if (balance.kind !== 'ok') return answerFailure(context, identifierValue, balance);
  const seen = { ...card, balanceInCents: balance.value, asOf: context.world.now() };
  // Ignore a failed write of this cache: then only the offline balance of the card is missing.
  context.seenCards.put(seen);
  context.seenCards.unstop(identifierValue);
  if (balance.value >= ZERO_CENTS) context.seenCards.unstop(contactUuid);
  return { kind: 'found', customer: { ...seen, ...liveFacts(context, seen, reading) } };
}

type LiveFacts = ReturnType<typeof limitsOf> & Pick<KnownCustomer, 'isLive' | 'history'>;

/** The facts that were just read from the ledger. Stores the baseline for a payment that may follow. */
function liveFacts(
  context: WalletContext,
  { contactUuid, balanceInCents }: Pick<SeenCard, 'contactUuid' | 'balanceInCents'>,
  reading: ContactReading,
): LiveFacts {
  const { history, atMs } = reading;
  const baseline =
    history === null ? null : baselineFrom(history, balanceInCents, context.shopUuid);
  const known = baseline === null ? null : { baseline, atMs };
  noteLookedUp(context, contactUuid, { known, balanceInCents });
  // A customer with a long history looks at the balance meanwhile.
  if (history !== null && baseline === null && context.shop.isOwn()) {
    gatherBaseline(context, { contactUuid, balanceInCents }, reading).catch(throwLater);
  }
  const limits = limitsOf(context, contactUuid, balanceInCents);
  return { ...limits, isLive: true, history: history?.shown ?? null };
}

/** The size of the store: fewer contacts than this use the terminal while a baseline is fresh. */
const LOOKED_UP_MAX = 20;

/**
 * Reads the baseline of this shop in the background, so that a payment need not wait for it. In a shared shop it would
 * be out of date too soon.
 */
async function gatherBaseline(
  context: WalletContext,
  { contactUuid, balanceInCents }: Pick<SeenCard, 'contactUuid' | 'balanceInCents'>,
  { atMs, presentCount }: Pick<ContactReading, 'atMs' | 'presentCount'>,
): Promise<void> {
  const { read, shopUuid, lookedUp, inFlight, journal } = context;
  const query = {
    contactUuid,
    shopUuid,
    wantsBalance: false,
    reach: { kind: 'baseline' },
  } as const;
  const reading = await inFlight.run<Reading | null>(() => readLedger(read, query), null);
  if (reading?.kind !== 'evidence') return;
  // A payment has begun meanwhile, or another look-up has stored a baseline.
  if (lookedUp.get(contactUuid)?.known !== null || presentCount !== journal.presentCount) return;
  const known = { baseline: baselineOf(reading.evidence, balanceInCents), atMs };
  noteLookedUp(context, contactUuid, { known, balanceInCents });
}

function noteLookedUp(
  { lookedUp, journal }: WalletContext,
  contactUuid: ContactUuid,
  found: LookedUp,
): void {
  lookedUp.delete(contactUuid);
  // An open operation, such as a top-up by staff, makes it out of date. The settler keeps the baseline that follows.
  const isBusy = journal.nextOpen(contactUuid) !== null;
  lookedUp.set(contactUuid, isBusy ? { ...found, known: null } : found);
  const [oldest] = lookedUp.keys();
  if (lookedUp.size > LOOKED_UP_MAX && oldest !== undefined) lookedUp.delete(oldest);
}

function answerFailure(
  context: WalletContext,
  identifierValue: IdentifierValue,
  failure: Failure,
): Identified {
  switch (failure.kind) {
    case 'notSent':
    case 'unknown':
      return answerOffline(context, identifierValue);
    case 'refused':
      return answerRefusal(context, identifierValue, failure);
    default:
      return assertNever(failure);
  }
}

function answerOffline(context: WalletContext, identifierValue: IdentifierValue): Identified {
  const customer = recall(context, identifierValue);
  return customer === null
    ? { kind: 'lookUpProblem', problem: 'offline' }
    : { kind: 'found', customer };
}

/**
 * The last known balance and its age, without a request. The offline policy decides whether it can be spent. Null if
 * the card was never seen in good order, or is on the stop list.
 */
export function recall(
  context: WalletContext,
  identifierValue: IdentifierValue,
): KnownCustomer | null {
  const seen = context.seenCards.get(identifierValue);
  if (seen === null || context.seenCards.isStopped(identifierValue)) return null;
  const connection = context.connection();
  const isRefused = connection.kind === 'offline' && refusesTerminal(connection.reason);
  const offlineLimitInCents = isRefused ? null : context.offlineLimit(seen);
  return {
    ...seen,
    availableInCents: offlineAvailable(context, seen),
    // An offline payment is queued behind the earlier ones, so the customer does not wait for them.
    isEarlierUnsettled: false,
    isLive: false,
    history: null,
    canSpend: offlineLimitInCents !== null,
    cap:
      offlineLimitInCents === null ? null : { limitInCents: offlineLimitInCents, kind: 'offline' },
  };
}

const CARD_PROBLEMS: Partial<Record<RefusalReason, CardProblem>> = {
  identifierNotFound: 'unknown',
  identifierInactive: 'inactive',
  identifierUnlinked: 'unlinked',
  contactNotFound: 'unlinked',
  invalidInput: 'unreadable',
};

function answerRefusal(
  context: WalletContext,
  identifierValue: IdentifierValue,
  refusal: Refused,
): Identified {
  const problem = CARD_PROBLEMS[refusal.reason];
  if (problem === undefined) {
    return { kind: 'lookUpProblem', problem: lookUpProblemOf(refusal) ?? 'unexpected' };
  }
  // Forget the last known balance, so that the card cannot spend from it offline.
  context.seenCards.forget(identifierValue);
  if (problem === 'inactive') context.seenCards.stop(identifierValue, problem, context.world.now());
  return { kind: 'cardProblem', problem };
}
