/** Deliberate bugs in the wallet and the composition of the money. */
import type { Mutant } from './mutant.ts';

export const WALLET_MUTANTS: readonly Mutant[] = [
  {
    name: 'takes an unreadable balance after a found row as paid',
    edits: [
      {
        file: 'wallet/payment.ts',
        find: `      else this.#notCompleted();
    });`,
        replace: `      else this.#paid(this.#available(ZERO_CENTS), true);
    });`,
      },
    ],
  },
  {
    name: 'does not read a card again after an own settlement',
    edits: [
      {
        file: 'wallet/identify.ts',
        find: 'const isOld = first.presentCount !== context.journal.presentCount;',
        replace: 'const isOld = first.presentCount > context.journal.presentCount;',
      },
    ],
  },
  {
    name: 'reverses a payment that was answered as not paid',
    edits: [
      {
        file: 'wallet/wallet.ts',
        find: "  if (uuid === null || operation.promise !== 'paid')",
        replace: '  if (uuid === null)',
      },
    ],
  },
  {
    name: 'shows a balance without what is owed',
    edits: [
      {
        file: 'wallet/wallet-context.ts',
        find: 'return addCents(balanceInCents, negateCents(unsettledOfContact(journal, contactUuid)));',
        replace:
          'return addCents(balanceInCents, negateCents(cents(0 * unsettledOfContact(journal, contactUuid))));',
      },
    ],
  },
  {
    name: 'spends offline what is being taken back',
    edits: [
      {
        file: 'wallet/wallet-context.ts',
        find: 'balanceInCents - journal.toBeTakenBack(contactUuid);',
        replace: 'balanceInCents - 0 * journal.toBeTakenBack(contactUuid);',
      },
    ],
  },
  {
    name: 'promises offline although the server refuses the terminal',
    edits: [
      {
        file: 'wallet/wallet.ts',
        find: '  if (refusal !== undefined) return notPaid(refusal);',
        replace: '  if (refusal === null) return notPaid(refusal);',
      },
    ],
  },
  {
    name: 'shows the last known balance of a stopped card',
    edits: [
      {
        file: 'wallet/identify.ts',
        find: 'if (seen === null || context.seenCards.isStopped(identifierValue)) return null;',
        replace: 'if (seen === null) return null;',
      },
    ],
  },
  {
    name: 'pays a stopped contact offline',
    edits: [
      {
        file: 'wallet/wallet-context.ts',
        find: 'return seenCards.isStopped(card.identifierValue) || seenCards.isStopped(card.contactUuid);',
        replace: 'return seenCards.isStopped(card.identifierValue);',
      },
    ],
  },
  {
    name: 'promises offline beyond the offer when the line fails during a payment',
    edits: [
      {
        file: 'wallet/payment.ts',
        find: 'offer === null || negateCents(operation.amountInCents) > offer.limitInCents',
        replace: 'offer === null',
      },
    ],
    tests: ['wallet/offline-policy.test.ts'],
  },
  {
    name: 'forgets neither the balance nor the good standing of an inactive card',
    edits: [
      {
        file: 'wallet/identify.ts',
        find: `  context.seenCards.forget(identifierValue);
  if (problem === 'inactive') context`,
        replace: "  if (problem === 'unlinked') context",
      },
    ],
  },
  {
    name: 'shows the last known balance of a card that a refused look-up denied',
    edits: [
      {
        file: 'wallet/identify.ts',
        find: `    case 'refused':
      return answerRefusal(context, identifierValue, failure);`,
        replace: `    case 'refused':
      return answerOffline(context, identifierValue);`,
      },
    ],
  },
  {
    name: 'answers busy although a POST may have been sent',
    edits: [
      {
        file: 'wallet/payment.ts',
        find: "read.value.ledger === 'absent') this",
        replace: "read.value.ledger !== 'present') this",
      },
    ],
  },
  {
    name: 'keeps no balance of the other cards of a contact',
    edits: [
      {
        file: 'journal/seen-cards.ts',
        find: `    putOfContact.run(card);
`,
        replace: '',
      },
    ],
  },
  {
    name: 'stops no contact that overdrew its balance',
    edits: [
      {
        file: 'kiosk/money.ts',
        find: 'if (!isOverdrawn && !isRefused) return;',
        replace: 'if (isOverdrawn || !isOverdrawn) return;',
      },
    ],
  },
  {
    name: 'runs an offline payment from the balance of another time',
    edits: [
      {
        file: 'wallet/offline-policy.ts',
        find: 'return asOf <= now && now - asOf <= balanceAgeMsMax;',
        replace: 'return now - asOf <= balanceAgeMsMax || asOf > now;',
      },
    ],
  },
  {
    name: 'keeps a look-up although a later row of the contact was made',
    edits: [
      {
        file: 'kiosk/money.ts',
        find: "if (operation.ledger === 'present') lookedUp",
        replace: "if (operation.ledger === 'refused') lookedUp",
      },
    ],
    tests: ['wallet/order.test.ts'],
  },
  {
    name: 'does not keep offline the balance that a payment showed',
    edits: [
      {
        file: 'wallet/payment.ts',
        find: '      this.#keepBalance(balance.value);\n',
        replace: '',
      },
    ],
    tests: ['wallet/several-cards.test.ts'],
  },
];
