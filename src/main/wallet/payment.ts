/**
 * One live operation, from the journal to the word that its customer is given.
 * The word is written down before it is given; without proof in time it is always 'not completed'.
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
import { availableOf, offlineOffer, type WalletContext } from './wallet-context.ts';

/** The disk did not take the word that was given; it is written as soon as it does. */
const REWRITE_MS = 5_000;

export interface PaymentRequest {
  /** As it was just added to the journal, with no promise yet. */
  operation: Operation;
  onStep: (step: PaymentStep) => void;
}

/** Resolves once, with what the customer is told. */
export function pay(parts: WalletContext, request: PaymentRequest): Promise<PaymentOutcome> {
  return new Promise((resolve) => new Payment(parts, request, resolve).begin());
}

class Payment {
  readonly #parts: WalletContext;
  readonly #request: PaymentRequest;
  readonly #resolve: (outcome: PaymentOutcome) => void;
  readonly #deadline: RestartableTimer;
  #isAskingBalance = false;
  #isEnded = false;

  constructor(
    parts: WalletContext,
    request: PaymentRequest,
    resolve: (outcome: PaymentOutcome) => void,
  ) {
    this.#parts = parts;
    this.#request = request;
    this.#resolve = resolve;
    this.#deadline = createRestartableTimer(parts.world);
  }

  begin(): void {
    const { operation } = this.#request;
    const { journal, sync, baselines } = this.#parts;
    const isFirst = journal.nextOpen(operation.contactUuid)?.id === operation.id;
    this.#step(isFirst ? 'sending' : 'waitingForEarlier');
    if (!isFirst) this.#startDeadline();
    const known = baselines.get(operation.contactUuid) ?? null;
    // What was seen before the earlier ones were settled is no baseline for this one.
    baselines.delete(operation.contactUuid);
    sync.submit({
      operation,
      watcher: (now, blocked) => this.#onChange(now, blocked),
      known: isFirst ? known : null,
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
        // What came of it could not be written down, so it cannot be acted on either.
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

  /** A row that was found in the list says nothing reliable of the balance after it. */
  #askBalance(): void {
    this.#readBalance((balance) => {
      // Without it the overdraft rule cannot be kept, and what cannot be proven is not completed.
      if (balance.kind === 'ok') this.#decide(balance.value);
      else this.#notCompleted();
    });
  }

  /**
   * Whether an overdraft is refused, and with which code, is not documented for prepaid:
   * a refusal that names no cause of its own is one where the balance says so.
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
    this.#parts.read.getBalance(this.#request.operation.contactUuid).then((balance) => {
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

  /** As the screens before it have it: an earlier payment that is held for staff is not to be spent again. */
  #available(balanceInCents: Cents): Cents {
    const { journal } = this.#parts;
    return availableOf(journal, this.#request.operation.contactUuid, balanceInCents);
  }

  /** Nothing of it is in the ledger, and nothing will be sent unless it is promised now. */
  #onBlocked(blocked: Blocked): void {
    const { operation } = this.#request;
    const isSpend = operation.kind === 'spend';
    const offer = isSpend && isNoNetwork(blocked) ? offlineOffer(this.#parts, operation) : null;
    if (offer === null || negateCents(operation.amountInCents) > offer.limitInCents) {
      this.#notPaid(reasonOfBlocked(blocked), null);
      return;
    }
    this.#paid(addCents(offer.availableInCents, operation.amountInCents), false);
  }

  #paid(afterInCents: Cents, isInLedger: boolean): void {
    const { operation } = this.#request;
    const result = this.#parts.sync.promise(operation.id, 'paid');
    if (result.kind === 'unwritable') {
      this.#notCompleted();
      return;
    }
    this.#end({
      kind: 'paid',
      beforeInCents: addCents(afterInCents, negateCents(operation.amountInCents)),
      afterInCents,
      isInLedger,
      paidAt: this.#parts.world.now(),
      reference: referenceOf(operation.id),
    });
  }

  #notPaid(reason: NotPaidReason, availableInCents: Cents | null): void {
    this.#end({ kind: 'notPaid', reason, availableInCents });
    this.#promiseNotPaid();
  }

  #notCompleted(): void {
    this.#end({ kind: 'notCompleted', reference: referenceOf(this.#request.operation.id) });
    this.#promiseNotPaid();
  }

  /** 'Not paid' needs no writing to be safe: it is what a restart makes of an operation without a promise. */
  #promiseNotPaid(): void {
    const { sync, world, inFlight } = this.#parts;
    const result = sync.promise(this.#request.operation.id, 'notPaid');
    if (result.kind !== 'unwritable') return;
    world.after(REWRITE_MS, () => {
      if (!inFlight.isStopping) this.#promiseNotPaid();
    });
  }

  #end(outcome: PaymentOutcome): void {
    this.#isEnded = true;
    this.#deadline.cancel();
    this.#parts.sync.unwatch(this.#request.operation);
    this.#resolve(outcome);
  }

  #startDeadline(): void {
    this.#deadline.startIfIdle(this.#parts.config.proofMs, () => this.#onDeadline());
  }

  #onDeadline(): void {
    const { journal } = this.#parts;
    const read = written(() => journal.get(this.#request.operation.id));
    // Still behind an earlier one: nothing was sent, and nothing will be. A disk that cannot be read proves nothing.
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
