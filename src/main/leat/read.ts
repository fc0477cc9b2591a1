/** The calls that only read. None of them may change anything on the server. */
import type * as v from 'valibot';
import type { World } from '../world/world.ts';
import { createCaller } from './call.ts';
import type { LeatConfig } from './config.ts';
import type { Outcome } from './outcome.ts';
import { capabilitiesOf, routesOf } from './routes.ts';
import * as schemas from './schemas.ts';
import type { ServerClock } from './server-clock.ts';
import { NOT_IN_THIS_FLAVOUR, refusedByUs } from './to-outcome.ts';
import type { ContactUuid, IdentifierValue, ShopUuid } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { ContactIdentifier, Health, LeatRead, Shop } from './types.ts';
import { fits } from './fits.ts';

/** Every failure is a value; no promise rejects. */
export function createLeatRead(config: LeatConfig, world: World, clock: ServerClock): LeatRead {
  const call = createCaller(config, world, clock);
  const routes = routesOf(config.flavour);
  const capabilities = capabilitiesOf(config.flavour);
  const timeoutMs = config.timeouts.readTimeoutMs;
  const get = <T>(path: string, schema: v.GenericSchema<unknown, T>): Promise<Outcome<T>> =>
    call({ method: 'GET', path, json: null, timeoutMs, schema });

  const health = (): Promise<Outcome<Health>> =>
    get(
      routes.health,
      config.flavour === 'clients'
        ? schemas.clientsHealthBodySchema
        : schemas.registerHealthBodySchema,
    );

  const getContact: LeatRead['getContact'] = async (contactUuid) =>
    fits(
      await get(routes.contact(contactUuid), schemas.contactBodySchema),
      ({ uuid }) => uuid === contactUuid,
    );

  /**
   * The reply to a request for the balance alone does not name its contact, so it could be another customer's. It is
   * asked for only if the contact comes without its balance, which contradicts the documentation.
   */
  const getBalance = async (contactUuid: ContactUuid): Promise<Outcome<Cents>> => {
    const contact = await getContact(contactUuid);
    if (contact.kind !== 'ok') return contact;
    const { balanceInCents } = contact.value;
    return balanceInCents === null
      ? get(routes.balance(contactUuid), schemas.balanceBodySchema)
      : { ...contact, value: balanceInCents };
  };

  return {
    capabilities,
    health,
    listShops: async () =>
      capabilities.canListShops ? get(routes.shops, schemas.shopsBodySchema) : NOT_IN_THIS_FLAVOUR,
    getShop: async (shopUuid) =>
      config.flavour === 'clients'
        ? fits(
            await get(routes.shop(shopUuid), schemas.shopBodySchema),
            ({ uuid }) => uuid === shopUuid,
          )
        : ownShop(await health(), shopUuid),
    findIdentifier: async (value) =>
      activeOnly(
        fits(await get(routes.findIdentifier(value), schemas.identifierBodySchema), (found) =>
          isSameCard(found.value, value),
        ),
      ),
    getContact,
    getBalance,
    listTransactions: async (query) =>
      capabilities.canListTransactions
        ? fits(
            await get(routes.transactionPage(query), schemas.transactionPageBodySchema),
            ({ page }) => page === query.page,
          )
        : NOT_IN_THIS_FLAVOUR,
  };
}

/** Whether the API keeps the case of a value is not documented, so it does not count. */
function isSameCard(found: IdentifierValue, asked: IdentifierValue): boolean {
  return comparable(found) === comparable(asked);
}

function comparable(value: IdentifierValue): string {
  return value.toWellFormed().normalize('NFC').trim().toLowerCase();
}

/** The token of a register gives access to its own shop only. */
function ownShop(health: Outcome<Health>, shopUuid: ShopUuid): Outcome<Shop> {
  if (health.kind !== 'ok') return health;
  const { shop } = health.value;
  return shop?.uuid === shopUuid ? { ...health, value: shop } : refusedByUs('shopNotFound');
}

/** Documented: an inactive card is an error (60004). If the API ever returns it as a record, it is refused here too. */
function activeOnly(found: Outcome<schemas.FoundIdentifier>): Outcome<ContactIdentifier> {
  if (found.kind !== 'ok') return found;
  const { isActive, ...identifier } = found.value;
  return isActive ? { ...found, value: identifier } : refusedByUs('identifierInactive');
}
