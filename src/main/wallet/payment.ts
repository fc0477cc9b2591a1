/**
 * One live payment, from the journal to the customer's answer.
 * The answer is written to the journal before the customer gets it. Without proof in time it is always 'not completed'.
 */
import { assertNever } from '../../shared/assert.ts';
import type { NotPaidReason } from '../../shared/contract.ts';
import { createRestartableTimer, type RestartableTimer } from '../../shared/restartable-timer.ts';
import { throwLater } from '../../shared/throw-later.ts';
import { addCents, negateCents, ZERO_CENTS, type Cents } from '../../shared/money.ts';
import { referenceOf, type Operation } from '../journal/operation.ts';
import { written } from '../journal/disk-errors.ts';
import type { Failure, Outcome } from '../leat/outcome.ts';
import type { Blocked } from '../sync/settler.ts';
import type { PaymentOutcome, PaymentStep } from './results.ts';
import { availableOf, ledgerTime, offlineOffer, type WalletContext } from './wallet-context.ts';

/** If the disk refuses to write the answer, it is written again after this time. */
const REWRITE_MS = 5_000;

export interface PaymentRequest {
  /** The operation, which was just added to the journal without a promise. */
  operation: Operation;
  onStep: (step: PaymentStep) => void;
}

/** Resolves once, with the answer for the customer. */
export function pay(context: WalletContext, request: PaymentRequest): Promise<PaymentOutcome> {
  return new Promise((resolve) => new Payment(context, request, resolve).begin());
}

class Payment {
  readonly #context: WalletContext;
  readonly #request: PaymentRequest;
  readonly #resolve: (outcome: PaymentOutcome) => void;
  readonly #deadline: RestartableTimer;
  #isAskingBalance = false;
  #isEnded = false;

  constructor(
    context: WalletContext,
    request: PaymentRequest,
    resolve: (outcome: PaymentOutcome) => void,
  ) {
    this.#context = context;
    this.#request = request;
    this.#resolve = resolve;
    this.#deadline = createRestartableTimer(context.world);
  }

  begin(): void {
    const { operation } = this.#request;
    const { journal, sync, lookedUp } = this.#context;
    const isFirst = journal.nextOpen(operation.contactUuid)?.id === operation.id;
    this.#step(isFirst ? 'sending' : 'waitingForEarlier');
    if (!isFirst) this.#startDeadline();
    const found = lookedUp.get(operation.contactUuid);
    // If earlier operations are still open, this baseline will be out of date by the time this one is sent.
    lookedUp.delete(operation.contactUuid);
    sync.submit({
      operation,
      watcher: (now, blocked) => this.#onChange(now, blocked),
      known: (isFirst ? found?.known : null) ?? null,
      balanceInCents: (isFirst ? found?.balanceInCents : null) ?? null,
    });
  }

  #onChange(operation: Operation, blocked: Blocked | null): void {
    if (this.#isEnded || operation.promise !== 'none') return;
    if (operation.heldReason !== null) {
      this.#notCompleted();
      return;
    }
    switch (operation.ledger) {
      case 'present':
        this.#onPresent(operation);
        return;
      case 'sent':
        // The reply could not be written to the journal, so it must not be used.
        if (blocked !== null) {
          this.#check();
          return;
        }
        this.#deadline.cancel();
        this.#step('sending');
        return;
      case 'unknown':
        this.#check();
        return;
      case 'refused':
        this.#onRefused(reasonOfRefusal(operation.refusal));
        return;
      case 'absent':
        if (blocked !== null) this.#onBlocked(blocked);
        return;
      default:
        assertNever(operation.ledger);
    }
  }

  #onPresent({ balanceAfterInCents }: Operation): void {
    if (balanceAfterInCents === null) this.#askBalance();
    else this.#decide(balanceAfterInCents);
  }

  /** A row from the list does not reliably show the balance after the transaction. */
  #askBalance(): void {
    this.#readBalance((balance) => {
      // Without the balance, nothing proves that the spend was within the balance.
      if (balance.kind !== 'ok') {
        this.#notCompleted();
        return;
      }
      this.#keepBalance(balance.value);
      this.#decide(balance.value);
    });
  }

  /** Keeps what the customer will read, for offline use. If the write fails, only that is missing. */
  #keepBalance(balanceInCents: Cents): void {
    const { seenCards, world } = this.#context;
    const { contactUuid } = this.#request.operation;
    seenCards.putBalance({ contactUuid, balanceInCents, asOf: world.now() });
  }

  /**
   * The documentation does not say whether an overdraft is refused, and with which error code. So after a refusal
   * without a known cause, the balance shows whether it was an overdraft.
   */
  #onRefused(reason: NotPaidReason): void {
    const { operation } = this.#request;
    if (operation.kind !== 'spend' || reason !== 'unexpected') {
      this.#notPaid(reason, null);
      return;
    }
    this.#readBalance((balance) => {
      const isTooLow = balance.kind === 'ok' && balance.value + operation.amountInCents < 0;
      if (isTooLow) this.#notPaid('balanceTooLow', this.#available(balance.value));
      else this.#notPaid(reason, null);
    });
  }

  #readBalance(then: (balance: Outcome<Cents>) => void): void {
    if (this.#isAskingBalance) return;
    this.#isAskingBalance = true;
    this.#context.read.getBalance(this.#request.operation.contactUuid).then((balance) => {
      if (!this.#isEnded) then(balance);
    }, throwLater);
  }

  #decide(afterInCents: Cents): void {
    const { operation } = this.#request;
    if (operation.kind === 'spend' && afterInCents < ZERO_CENTS) {
      const beforeInCents = addCents(afterInCents, negateCents(operation.amountInCents));
      this.#notPaid('balanceTooLow', this.#available(beforeInCents));
      return;
    }
    this.#paid(this.#available(afterInCents), true);
  }

  /**
   * Subtracts the amounts that are promised already, as on the earlier screens. So the amount of a held payment is not
   * spent twice.
   */
  #available(balanceInCents: Cents): Cents {
    const { journal } = this.#context;
    return availableOf(journal, this.#request.operation.contactUuid, balanceInCents);
  }

  /** The operation could not be sent, so the ledger does not have it. It is sent later only if it is promised now. */
  #onBlocked(blocked: Blocked): void {
    const { operation } = this.#request;
    const isSpend = operation.kind === 'spend';
    const offer = isSpend && isNoNetwork(blocked) ? offlineOffer(this.#context, operation) : null;
    if (offer === null || negateCents(operation.amountInCents) > offer.limitInCents) {
      this.#notPaid(reasonOfBlocked(blocked), null);
      return;
    }
    this.#paid(addCents(offer.availableInCents, operation.amountInCents), false);
  }

  #paid(afterInCents: Cents, isInLedger: boolean): void {
    const { operation } = this.#request;
    const result = this.#context.sync.promise(operation.id, 'paid');
    if (result.kind === 'unwritable') {
      this.#notCompleted();
      return;
    }
    this.#end({
      kind: 'paid',
      beforeInCents: addCents(afterInCents, negateCents(operation.amountInCents)),
      afterInCents,
      isInLedger,
      paidAt: ledgerTime(this.#context),
      reference: referenceOf(operation.id),
    });
  }

  #notPaid(reason: NotPaidReason, availableInCents: Cents | null): void {
    this.#end({ kind: 'notPaid', reason, availableInCents });
    this.#promiseNotPaid();
  }

  #notCompleted(): void {
    this.#end({
      kind: 'notCompleted',
      endedAt: ledgerTime(this.#context),
      reference: referenceOf(this.#request.operation.id),
    });
    this.#promiseNotPaid();
  }

  /**
   * The customer may see 'not paid' before it is in the journal: after a restart, an operation without a promise
   * becomes 'not paid' anyway.
   */
  #promiseNotPaid(): void {
    const { sync, world, inFlight } = this.#context;
    const result = sync.promise(this.#request.operation.id, 'notPaid');
    if (result.kind !== 'unwritable') return;
    world.after(REWRITE_MS, () => {
      if (!inFlight.isStopping) this.#promiseNotPaid();
    });
  }

  #end(outcome: PaymentOutcome): void {
    this.#isEnded = true;
    this.#deadline.cancel();
    this.#context.sync.unwatch(this.#request.operation);
    this.#resolve(outcome);
  }

  #startDeadline(): void {
    this.#deadline.startIfIdle(this.#context.config.proofMs, () => this.#onDeadline());
  }

  #onDeadline(): void {
    const { journal } = this.#context;
    const read = written(() => journal.get(this.#request.operation.id));
    // If the operation still waits behind an earlier one, it was never sent and never will be. If the disk cannot be
    // read, nothing is proven.
    if (read.kind === 'written' && read.value.ledger === 'absent') this.#notPaid('busy', null);
    else this.#notCompleted();
  }

  #check(): void {
    this.#step('checking');
    this.#startDeadline();
  }

  #step(step: PaymentStep): void {
    this.#request.onStep(step);
  }
}

function isNoNetwork(blocked: Blocked): boolean {
  return blocked.kind === 'notSent' || blocked.kind === 'unknown';
}

function reasonOfBlocked(blocked: Blocked): NotPaidReason {
  switch (blocked.kind) {
    case 'notSent':
    case 'unknown':
      return 'offline';
    case 'unwritable':
      return 'damaged';
    case 'refused':
      return reasonOfRefusal(blocked.reason);
    default:
      return assertNever(blocked);
  }
}

const REFUSALS: Readonly<Partial<Record<string, NotPaidReason>>> = {
  shopNotFound: 'shopUnknown',
  accountInactive: 'accountInactive',
  contactNotFound: 'contactGone',
  identifierNotFound: 'cardUnknown',
  identifierInactive: 'cardInactive',
  identifierUnlinked: 'cardUnlinked',
  unauthorized: 'tokenRefused',
  forbidden: 'tokenRefused',
  rateLimited: 'busy',
} satisfies Partial<Record<Extract<Failure, { kind: 'refused' }>['reason'], NotPaidReason>>;

function reasonOfRefusal(reason: string | null): NotPaidReason {
  return (reason === null ? null : REFUSALS[reason]) ?? 'unexpected';
}
