/** What the terminal does with a card and with money: look up, spend, top up, reverse. It never sends: sync does. */
import type { NotPaidReason, OfflineReason } from '../../shared/contract.ts';
import type { ContactUuid, IdentifierValue, OperationId } from '../../shared/ids.ts';
import { addCents, negateCents, ZERO_CENTS, type Cents } from '../../shared/money.ts';
import { referenceOf, type Operation } from '../journal/operation.ts';
import type {
  Identified,
  IdentifiedContact,
  PaymentOutcome,
  PaymentStep,
  Redeemed,
} from './results.ts';
import { identify, identifyContact } from './identify.ts';
import {
  createWalletContext,
  offlineOffer,
  offlineTopUpOffer,
  type WalletOptions,
  type WalletContext,
} from './wallet-context.ts';
import { redeem } from './redeem.ts';
import { pay } from './payment.ts';

export interface MoneyRequest {
  contactUuid: ContactUuid;
  identifierValue: IdentifierValue | null;
  /** Always positive; what it does to the balance is in the name of the act. */
  amountInCents: Cents;
  onStep: (step: PaymentStep) => void;
}

export type ReversalOutcome =
  /** It stands in the journal, and the ledger will have it. */
  | { kind: 'intended'; operation: Operation }
  | { kind: 'refused'; reason: 'alreadyReversed' | 'notInLedger' | 'isReversal' | 'damaged' };

export interface Wallet {
  identify(identifierValue: IdentifierValue): Promise<Identified>;
  /** Uses a one-time code up; whose it was is known only from then on. */
  redeem(token: string): Promise<Redeemed>;
  identifyContact(contactUuid: ContactUuid): Promise<IdentifiedContact>;
  spend(request: MoneyRequest): Promise<PaymentOutcome>;
  topUp(request: MoneyRequest): Promise<PaymentOutcome>;
  /** Takes back an operation that is in the ledger, once, whoever asks how often. */
  reverse(operationId: OperationId): ReversalOutcome;
  /** Begins nothing any more; resolves when everybody who asked has their answer. */
  stop(): Promise<void>;
}

export function createWallet(options: WalletOptions): Wallet {
  const parts = createWalletContext(options);
  const { inFlight } = parts;
  return {
    identify: (identifierValue) =>
      inFlight.run(() => identify(parts, identifierValue), {
        kind: 'lookUpProblem',
        problem: 'busy',
      }),
    redeem: (token) =>
      inFlight.run(() => redeem(parts.sessionTokens, token), {
        kind: 'lookUpProblem',
        problem: 'busy',
      }),
    identifyContact: (contactUuid) =>
      inFlight.run(() => identifyContact(parts, contactUuid), {
        kind: 'lookUpProblem',
        problem: 'busy',
      }),
    spend: (request) => inFlight.run(() => spend(parts, request), notPaid('busy')),
    topUp: (request) => inFlight.run(() => topUp(parts, request), notPaid('busy')),
    reverse: (operationId) => reverse(parts, operationId),
    stop: () => inFlight.stop(),
  };
}

async function spend(parts: WalletContext, request: MoneyRequest): Promise<PaymentOutcome> {
  const { amountInCents } = request;
  const { maximumInCents, takesMoney } = parts.config;
  if (!takesMoney) return notPaid('damaged');
  if (amountInCents <= ZERO_CENTS || (maximumInCents !== null && amountInCents > maximumInCents)) {
    return notPaid('unexpected');
  }
  return take(parts, request, 'spend');
}

/** What staff took in is owed to the customer at once, whether the ledger can be reached or not. */
async function topUp(parts: WalletContext, request: MoneyRequest): Promise<PaymentOutcome> {
  if (!parts.config.takesMoney) return notPaid('damaged');
  if (request.amountInCents <= ZERO_CENTS) return notPaid('unexpected');
  return take(parts, request, 'topUp');
}

async function take(
  parts: WalletContext,
  request: MoneyRequest,
  kind: 'spend' | 'topUp',
): Promise<PaymentOutcome> {
  const connection = parts.connection();
  return connection.kind === 'online'
    ? live(parts, request, kind)
    : offline(parts, { ...request, kind }, connection.reason);
}

/** The server answers, and says no to this terminal: that is no reason to give credit. */
const SERVER_SAYS_NO: Partial<Record<OfflineReason, NotPaidReason>> = {
  tokenRefused: 'tokenRefused',
  busy: 'busy',
};

/** Promised from what was seen last; it is sent when the ledger can be reached. */
function offline(
  parts: WalletContext,
  { kind, ...request }: MoneyRequest & { kind: 'spend' | 'topUp' },
  why: OfflineReason,
): PaymentOutcome {
  const refusal = SERVER_SAYS_NO[why];
  if (refusal !== undefined) return notPaid(refusal);
  const offer = kind === 'spend' ? offlineOffer(parts, request) : offlineTopUpOffer(parts, request);
  if (offer === null) return notPaid('offline');
  if (request.amountInCents > offer.limitInCents)
    return notPaid('offlineLimit', offer.limitInCents);
  const operation = add(parts, request, { kind, promise: 'paid', acceptedAs: 'queued' });
  if (operation === null) return notPaid('damaged');
  parts.sync.submit({ operation, watcher: null, known: null });
  return {
    kind: 'paid',
    beforeInCents: offer.availableInCents,
    afterInCents: addCents(offer.availableInCents, operation.amountInCents),
    isInLedger: false,
    paidAt: operation.createdAt,
    reference: referenceOf(operation.id),
  };
}

function notPaid(reason: NotPaidReason, availableInCents: Cents | null = null): PaymentOutcome {
  return { kind: 'notPaid', reason, availableInCents };
}

async function live(
  parts: WalletContext,
  request: MoneyRequest,
  kind: 'spend' | 'topUp',
): Promise<PaymentOutcome> {
  const operation = add(parts, request, { kind, promise: 'none', acceptedAs: 'live' });
  return operation === null
    ? notPaid('damaged')
    : pay(parts, { operation, onStep: request.onStep });
}

type Act = Pick<Operation, 'kind' | 'promise' | 'acceptedAs'>;

/** Null where the disk would not take it: then nothing has happened at all. */
function add(parts: WalletContext, request: MoneyRequest, act: Act): Operation | null {
  const { contactUuid, identifierValue, amountInCents } = request;
  const result = parts.journal.write(() =>
    parts.journal.add({
      ...act,
      contactUuid,
      identifierValue,
      shopUuid: parts.shopUuid,
      amountInCents: act.kind === 'spend' ? negateCents(amountInCents) : amountInCents,
      baseline: null,
    }),
  );
  return result.kind === 'written' ? result.value : null;
}

function reverse(
  { journal, sync, read }: WalletContext,
  operationId: OperationId,
): ReversalOutcome {
  const operation = journal.get(operationId);
  const { uuid, amountInCents, contactUuid, shopUuid } = operation;
  if (operation.kind === 'reversal') return { kind: 'refused', reason: 'isReversal' };
  if (uuid === null || operation.promise !== 'paid')
    return { kind: 'refused', reason: 'notInLedger' };
  const method = read.capabilities.canReverse ? 'reverse' : 'create';
  const result = journal.write(() =>
    journal.addReversal({ uuid, amountInCents, contactUuid, shopUuid }, operation, method),
  );
  if (result.kind === 'unwritable') return { kind: 'refused', reason: 'damaged' };
  if (result.value === null) return { kind: 'refused', reason: 'alreadyReversed' };
  sync.poke(contactUuid);
  return { kind: 'intended', operation: result.value };
}
