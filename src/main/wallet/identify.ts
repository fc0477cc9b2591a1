/** Whose a card is and what is on it: one round trip for a card that was seen before. */
import { assertNever } from '../../shared/assert.ts';
import type { CardProblem } from '../../shared/contract.ts';
import type { ContactUuid, IdentifierValue } from '../../shared/ids.ts';
import { ZERO_CENTS, type Cents } from '../../shared/money.ts';
import type { SeenCard } from '../journal/seen-cards.ts';
import type { Failure, Outcome, RefusalReason, Refused } from '../leat/outcome.ts';
import type { KnownBaseline } from '../sync/memory.ts';
import type { Identified, IdentifiedContact, KnownCustomer } from './results.ts';
import { baselineFrom, readHistory, type ReadHistory } from './history.ts';
import { lookUpProblemOf } from './look-up-problem.ts';
import { limitsOf, offlineAvailable, type WalletContext } from './wallet-context.ts';

export async function identify(
  parts: WalletContext,
  identifierValue: IdentifierValue,
): Promise<Identified> {
  const seen = parts.seenCards.get(identifierValue);
  // Asked for side by side with the card itself; used only if the card still leads to that contact.
  const guessed = seen === null ? null : readContact(parts, seen.contactUuid);
  const found = await parts.read.findIdentifier(identifierValue);
  if (found.kind !== 'ok') {
    await guessed;
    return answerFailure(parts, identifierValue, found);
  }
  const { contactUuid } = found.value;
  if (contactUuid === null) {
    parts.seenCards.forget(identifierValue);
    return { kind: 'cardProblem', problem: 'unlinked' };
  }
  const isGuessed = guessed !== null && contactUuid === seen?.contactUuid;
  const first = await (isGuessed ? guessed : readContact(parts, contactUuid));
  const reading = await readAgainIfOld(parts, contactUuid, first);
  const cardName = found.value.name.slice(0, 200);
  return answerContact(parts, { identifierValue, contactUuid, cardName }, reading);
}

/** For somebody who is known without a card; nothing of it is kept for a time without a network. */
export async function identifyContact(
  parts: WalletContext,
  contactUuid: ContactUuid,
): Promise<IdentifiedContact> {
  const first = await readContact(parts, contactUuid);
  const reading = await readAgainIfOld(parts, contactUuid, first);
  const { balance } = reading;
  if (balance.kind !== 'ok') {
    const problem = lookUpProblemOf(balance);
    return problem === null
      ? { kind: 'cardProblem', problem: 'unlinked' }
      : { kind: 'lookUpProblem', problem };
  }
  const contact = { contactUuid, cardName: '', balanceInCents: balance.value };
  const customer = { ...contact, asOf: parts.world.now() };
  return { kind: 'found', customer: { ...customer, ...liveFacts(parts, customer, reading) } };
}

interface ContactReading {
  balance: Outcome<Cents>;
  history: ReadHistory | null;
  atMs: number;
  presentCount: number;
}

async function readContact(
  parts: WalletContext,
  contactUuid: ContactUuid,
): Promise<ContactReading> {
  const atMs = parts.world.monotonicMs();
  const { presentCount } = parts.journal;
  const [balance, history] = await Promise.all([
    parts.read.getBalance(contactUuid),
    readHistory(parts.read, contactUuid),
  ]);
  return { balance, history, atMs, presentCount };
}

/** An operation of ours settled while the balance was being read: the reading may be from before it. */
function readAgainIfOld(
  parts: WalletContext,
  contactUuid: ContactUuid,
  first: ContactReading,
): Promise<ContactReading> | ContactReading {
  const isOld = first.presentCount !== parts.journal.presentCount;
  return isOld ? readContact(parts, contactUuid) : first;
}

function answerContact(
  parts: WalletContext,
  card: Pick<SeenCard, 'identifierValue' | 'contactUuid' | 'cardName'>,
  reading: ContactReading,
): Identified {
  const { identifierValue, contactUuid } = card;
  const { balance } = reading;
  if (balance.kind !== 'ok') return answerFailure(parts, identifierValue, balance);
  const seen = { ...card, balanceInCents: balance.value, asOf: parts.world.now() };
  // A cache that cannot be written costs only the time without a network.
  parts.seenCards.put(seen);
  parts.seenCards.unstop(identifierValue);
  if (balance.value >= ZERO_CENTS) parts.seenCards.unstop(contactUuid);
  return { kind: 'found', customer: { ...seen, ...liveFacts(parts, seen, reading) } };
}

type LiveFacts = ReturnType<typeof limitsOf> & Pick<KnownCustomer, 'isLive' | 'history'>;

/** What the ledger has just said of a contact; notes the baseline for a payment that may follow. */
function liveFacts(
  parts: WalletContext,
  { contactUuid, balanceInCents }: Pick<SeenCard, 'contactUuid' | 'balanceInCents'>,
  { history, atMs }: ContactReading,
): LiveFacts {
  const baseline = history === null ? null : baselineFrom(history, balanceInCents, parts.shopUuid);
  noteBaseline(parts, contactUuid, baseline === null ? null : { baseline, atMs });
  const limits = limitsOf(parts, contactUuid, balanceInCents);
  return { ...limits, isLive: true, history: history?.items ?? null };
}

/** More contacts than this are never at the terminal within the time for which a baseline is good. */
const BASELINES_MAX = 20;

function noteBaseline(
  { baselines }: WalletContext,
  contactUuid: ContactUuid,
  known: KnownBaseline | null,
): void {
  baselines.delete(contactUuid);
  baselines.set(contactUuid, known);
  const [oldest] = baselines.keys();
  if (baselines.size > BASELINES_MAX && oldest !== undefined) baselines.delete(oldest);
}

function answerFailure(
  parts: WalletContext,
  identifierValue: IdentifierValue,
  failure: Failure,
): Identified {
  switch (failure.kind) {
    case 'notSent':
    case 'unknown':
      return answerOffline(parts, identifierValue);
    case 'refused':
      return answerRefusal(parts, identifierValue, failure);
    default:
      return assertNever(failure);
  }
}

/** What was seen last, with its age; who may spend from it is the policy's to say. */
function answerOffline(parts: WalletContext, identifierValue: IdentifierValue): Identified {
  const seen = parts.seenCards.get(identifierValue);
  if (seen === null || parts.seenCards.isStopped(identifierValue)) {
    return { kind: 'lookUpProblem', problem: 'offline' };
  }
  const offlineLimitInCents = parts.offlineLimit(seen);
  const customer: KnownCustomer = {
    ...seen,
    availableInCents: offlineAvailable(parts, seen),
    // What is promised now is queued behind the earlier ones, and nobody waits for them at the screen.
    isEarlierUnsettled: false,
    isLive: false,
    history: null,
    canSpend: offlineLimitInCents !== null,
    cap:
      offlineLimitInCents === null ? null : { limitInCents: offlineLimitInCents, kind: 'offline' },
  };
  return { kind: 'found', customer };
}

const CARD_PROBLEMS: Partial<Record<RefusalReason, CardProblem>> = {
  identifierNotFound: 'unknown',
  identifierInactive: 'inactive',
  identifierUnlinked: 'unlinked',
  contactNotFound: 'unlinked',
  invalidInput: 'unreadable',
};

function answerRefusal(
  parts: WalletContext,
  identifierValue: IdentifierValue,
  refusal: Refused,
): Identified {
  const problem = CARD_PROBLEMS[refusal.reason];
  if (problem === undefined) {
    return { kind: 'lookUpProblem', problem: lookUpProblemOf(refusal) ?? 'unexpected' };
  }
  // Without a network this card must not spend from what was seen before.
  parts.seenCards.forget(identifierValue);
  if (problem === 'inactive') parts.seenCards.stop(identifierValue, problem, parts.world.now());
  return { kind: 'cardProblem', problem };
}
