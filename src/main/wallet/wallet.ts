/** Looks cards up, spends, tops up and reverses. It sends nothing itself: sync sends the operations. */
import type { NotPaidReason, OfflineReason } from '../../shared/contract.ts';
import type { ContactUuid, IdentifierValue, OperationId } from '../../shared/ids.ts';
import { addCents, negateCents, ZERO_CENTS, type Cents } from '../../shared/money.ts';
import type { OlderRead, PaymentHistory } from '../../shared/payment-history.ts';
import { referenceOf, type Operation } from '../journal/operation.ts';
import type {
  Identified,
  IdentifiedContact,
  KnownCustomer,
  PaymentOutcome,
  PaymentStep,
  Redeemed,
} from './results.ts';
import { identify, identifyContact, recall } from './identify.ts';
import {
  createWalletContext,
  ledgerTime,
  offlineOffer,
  offlineTopUpOffer,
  type WalletOptions,
  type WalletContext,
} from './wallet-context.ts';
import { redeem } from './redeem.ts';
import { SERVER_SAYS_NO } from './offline-policy.ts';
import { readOlder } from './older-history.ts';
import { pay } from './payment.ts';

export interface MoneyRequest {
  contactUuid: ContactUuid;
  identifierValue: IdentifierValue | null;
  /** Always positive. The called function decides whether it is a spend or a top-up. */
  amountInCents: Cents;
  onStep: (step: PaymentStep) => void;
}

export type ReversalOutcome =
  /** The reversal is in the journal, and sync sends it to the ledger. */
  | { kind: 'intended'; operation: Operation }
  | {
      kind: 'refused';
      reason: 'alreadyReversed' | 'notInLedger' | 'isReversal' | 'archived' | 'damaged';
    };

export interface Wallet {
  /**
   * Looks the card up. `onEarlier` gets its last known balance if the ledger does not answer soon: see identify.ts.
   */
  identify(
    identifierValue: IdentifierValue,
    onEarlier?: (customer: KnownCustomer) => void,
  ): Promise<Identified>;
  /** The last known balance of the card, without a request. Null if there is none that may be shown. */
  recall(identifierValue: IdentifierValue): KnownCustomer | null;
  /** Marks a one-time code as used, and returns its contact. */
  redeem(token: string): Promise<Redeemed>;
  identifyContact(contactUuid: ContactUuid): Promise<IdentifiedContact>;
  /** Reads the next older rows of a history, with at most two requests. */
  readOlder(contactUuid: ContactUuid, history: PaymentHistory): Promise<OlderRead>;
  spend(request: MoneyRequest): Promise<PaymentOutcome>;
  topUp(request: MoneyRequest): Promise<PaymentOutcome>;
  /** Takes back an operation that is in the ledger. Repeated calls take it back only once. */
  reverse(operationId: OperationId): ReversalOutcome;
  /** Starts nothing more. Resolves when every caller has an answer. */
  stop(): Promise<void>;
}

export function createWallet(options: WalletOptions): Wallet {
  const context = createWalletContext(options);
  const { inFlight } = context;
  return {
    identify: (identifierValue, onEarlier = () => undefined) =>
      inFlight.run(() => identify(context, identifierValue, onEarlier), {
        kind: 'lookUpProblem',
        problem: 'busy',
      }),
    // The journal closes when the stop ends.
    recall: (identifierValue) => (inFlight.isStopping ? null : recall(context, identifierValue)),
    redeem: (token) =>
      inFlight.run(() => redeem(context.sessionTokens, token), {
        kind: 'lookUpProblem',
        problem: 'busy',
      }),
    identifyContact: (contactUuid) =>
      inFlight.run(() => identifyContact(context, contactUuid), {
        kind: 'lookUpProblem',
        problem: 'busy',
      }),
    readOlder: (contactUuid, history) =>
      inFlight.run(() => readOlder(context.read, contactUuid, history), {
        kind: 'failed',
        problem: 'busy',
      }),
    spend: (request) => inFlight.run(() => spend(context, request), notPaid('busy')),
    topUp: (request) => inFlight.run(() => topUp(context, request), notPaid('busy')),
    reverse: (operationId) => reverse(context, operationId),
    stop: () => inFlight.stop(),
  };
}

async function spend(context: WalletContext, request: MoneyRequest): Promise<PaymentOutcome> {
  const { amountInCents } = request;
  const { maximumInCents, takesMoney } = context.config;
  if (!takesMoney) return notPaid('damaged');
  if (amountInCents <= ZERO_CENTS || (maximumInCents !== null && amountInCents > maximumInCents)) {
    return notPaid('unexpected');
  }
  return take(context, request, 'spend');
}

/** If staff have taken the cash, the customer must get the top-up, online or offline. */
async function topUp(context: WalletContext, request: MoneyRequest): Promise<PaymentOutcome> {
  if (!context.config.takesMoney) return notPaid('damaged');
  if (request.amountInCents <= ZERO_CENTS) return notPaid('unexpected');
  return take(context, request, 'topUp');
}

async function take(
  context: WalletContext,
  request: MoneyRequest,
  kind: 'spend' | 'topUp',
): Promise<PaymentOutcome> {
  const connection = context.connection();
  return connection.kind === 'online'
    ? live(context, request, kind)
    : offline(context, { ...request, kind }, connection.reason);
}

/** Promises a payment on the last known balance. The operation is sent when the kiosk is online. */
function offline(
  context: WalletContext,
  { kind, ...request }: MoneyRequest & { kind: 'spend' | 'topUp' },
  why: OfflineReason,
): PaymentOutcome {
  const refusal = SERVER_SAYS_NO[why];
  if (refusal !== undefined) return notPaid(refusal);
  const offer =
    kind === 'spend' ? offlineOffer(context, request) : offlineTopUpOffer(context, request);
  if (offer === null) return notPaid('offline');
  if (request.amountInCents > offer.limitInCents)
    return notPaid('offlineLimit', offer.limitInCents);
  const operation = add(context, request, { kind, promise: 'paid', acceptedAs: 'queued' });
  if (operation === null) return notPaid('damaged');
  context.sync.submit({ operation, watcher: null, known: null, balanceInCents: null });
  return {
    kind: 'paid',
    beforeInCents: offer.availableInCents,
    afterInCents: addCents(offer.availableInCents, operation.amountInCents),
    isInLedger: false,
    paidAt: ledgerTime(context),
    reference: referenceOf(operation.id),
  };
}

function notPaid(reason: NotPaidReason, availableInCents: Cents | null = null): PaymentOutcome {
  return { kind: 'notPaid', reason, availableInCents };
}

async function live(
  context: WalletContext,
  request: MoneyRequest,
  kind: 'spend' | 'topUp',
): Promise<PaymentOutcome> {
  const operation = add(context, request, { kind, promise: 'none', acceptedAs: 'live' });
  return operation === null
    ? notPaid('damaged')
    : pay(context, { operation, onStep: request.onStep });
}

type Act = Pick<Operation, 'kind' | 'promise' | 'acceptedAs'>;

/** Adds the operation to the journal. Null if the disk refused the write; then nothing has happened. */
function add(context: WalletContext, request: MoneyRequest, act: Act): Operation | null {
  const { contactUuid, identifierValue, amountInCents } = request;
  const result = context.journal.write(() =>
    context.journal.add({
      ...act,
      contactUuid,
      identifierValue,
      shopUuid: context.shopUuid,
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
  const operation = journal.find(operationId);
  // It is months old, so staff reverse it in the dashboard.
  if (operation === null) return { kind: 'refused', reason: 'archived' };
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
