/** The one place of the whole program that moves money: the only importer of `leat/write.ts`, which the lint step checks. */
import { assert } from '../../shared/assert.ts';
import type { Operation } from '../journal/operation.ts';
import type { Outcome } from '../leat/outcome.ts';
import type { PrepaidTransaction } from '../leat/types.ts';
import { createLeatWrite } from '../leat/write.ts';

export interface Sender {
  /** Sends an operation that stands in the journal as `sent`, once. */
  post(operation: Operation): Promise<Outcome<PrepaidTransaction>>;
}

/** With what `createLeatWrite` takes: the address and token, the world, the server's clock. */
export function createSender(...options: Parameters<typeof createLeatWrite>): Sender {
  const write = createLeatWrite(...options);
  return {
    post(operation) {
      assert(operation.ledger === 'sent', 'only what the journal has as sent is sent');
      if (operation.method === 'reverse') {
        assert(operation.reversesUuid !== null, 'a reversal names the row that it reverses');
        return write.reverseTransaction(operation.reversesUuid);
      }
      return write.createTransaction({
        // By contact, not by card: a card can be passed on or deactivated between the scan and the spend,
        // and a reversal of what a card made may be refused once it is (docs/decisions).
        contact: { contactUuid: operation.contactUuid },
        amountInCents: operation.amountInCents,
        shopUuid: operation.shopUuid,
      });
    },
  };
}
