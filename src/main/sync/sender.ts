/** The only module that moves money. A lint rule ensures that no other file imports `leat/write.ts`. */
import { assert } from '../../shared/assert.ts';
import type { Operation } from '../journal/operation.ts';
import type { Outcome } from '../leat/outcome.ts';
import type { PrepaidTransaction } from '../leat/types.ts';
import { createLeatWrite } from '../leat/write.ts';

export interface Sender {
  /** Sends an operation once. The journal must already have it as `sent`. */
  post(operation: Operation): Promise<Outcome<PrepaidTransaction>>;
}

export function createSender(...options: Parameters<typeof createLeatWrite>): Sender {
  const write = createLeatWrite(...options);
  return {
    post(operation) {
      assert(operation.ledger === 'sent', 'the journal has an operation as sent before it is sent');
      if (operation.method === 'reverse') {
        assert(operation.reversesUuid !== null, 'a reversal names the row that it takes back');
        return write.reverseTransaction(operation.reversesUuid);
      }
      return write.createTransaction({
        // Name the contact, not the card: between the scan and the spend a card can be given to another person or be
        // deactivated. Then the API may refuse to reverse a payment that was made with the card
        // (docs/decisions/002-spend-by-contact.md).
        contact: { contactUuid: operation.contactUuid },
        amountInCents: operation.amountInCents,
        shopUuid: operation.shopUuid,
      });
    },
  };
}
