/**
 * The two calls that move money. The API has no idempotency key, so a call that is made twice moves the money twice.
 * Nothing here retries, and only sync/sender.ts may import this file.
 */
import type { World } from '../world/world.ts';
import { createCaller } from './call.ts';
import type { LeatConfig } from './config.ts';
import { capabilitiesOf, routesOf } from './routes.ts';
import { transactionBodySchema } from './schemas.ts';
import type { ServerClock } from './server-clock.ts';
import { NOT_IN_THIS_FLAVOUR } from './to-outcome.ts';
import type { CreateTransaction, LeatWrite, PrepaidTransaction } from './types.ts';

/** Every failure is a value; no promise rejects. */
export function createLeatWrite(config: LeatConfig, world: World, clock: ServerClock): LeatWrite {
  const call = createCaller(config, world, clock);
  const routes = routesOf(config.flavour);
  const capabilities = capabilitiesOf(config.flavour);
  const post = {
    method: 'POST',
    timeoutMs: config.timeouts.writeTimeoutMs,
    schema: transactionBodySchema,
    createdAtOf: ({ createdAt }: PrepaidTransaction) => createdAt,
  } as const;

  return {
    createTransaction: (request) =>
      call({
        ...post,
        path: routes.transactions,
        json: toJson(request),
      }),
    reverseTransaction: async (transactionUuid) =>
      capabilities.canReverse
        ? call({
            ...post,
            path: routes.reversal(transactionUuid),
            json: null,
          })
        : NOT_IN_THIS_FLAVOUR,
  };
}

/** Documented: Prepaid Transactions, Create. A negative amount spends. */
function toJson({ contact, amountInCents, shopUuid }: CreateTransaction): Record<string, unknown> {
  const who =
    'contactUuid' in contact
      ? { contact_uuid: contact.contactUuid }
      : { contact_identifier_value: contact.identifierValue };
  return { ...who, amount_in_cents: amountInCents, shop_uuid: shopUuid };
}
