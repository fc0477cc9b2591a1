/**
 * Finds a contact by a one-time code, and marks the code as used. It moves no money and retries nothing.
 * The code appears only in the paths of these two calls.
 */
import type { World } from '../world/world.ts';
import { createCaller } from './call.ts';
import type { LeatConfig } from './config.ts';
import { fits } from './fits.ts';
import { capabilitiesOf, routesOf } from './routes.ts';
import { sessionTokenBodySchema as schema } from './schemas.ts';
import type { ServerClock } from './server-clock.ts';
import { NOT_IN_THIS_FLAVOUR } from './to-outcome.ts';
import type { LeatSessionTokens, SessionToken } from './types.ts';

/** Every failure is a value; no promise rejects. Documented: Contact Session Tokens, find and use. */
export function createLeatSessionTokens(
  config: LeatConfig,
  world: World,
  clock: ServerClock,
): LeatSessionTokens {
  const call = createCaller(config, world, clock);
  const routes = routesOf(config.flavour);
  const { canUseSessionTokens } = capabilitiesOf(config.flavour);
  const ask = { json: null, timeoutMs: config.timeouts.readTimeoutMs, schema } as const;
  return {
    find: async (token) =>
      canUseSessionTokens
        ? fits(await call({ ...ask, method: 'GET', path: routes.sessionToken(token) }), isOf(token))
        : NOT_IN_THIS_FLAVOUR,
    use: async (token) =>
      canUseSessionTokens
        ? fits(
            await call({ ...ask, method: 'POST', path: routes.sessionTokenUse(token) }),
            isOf(token),
          )
        : NOT_IN_THIS_FLAVOUR,
  };
}

/** That the reply to a use names its code is inferred, so a reply without a code is accepted. */
function isOf(asked: string): (found: SessionToken) => boolean {
  return ({ token }) => token === null || token === asked;
}
