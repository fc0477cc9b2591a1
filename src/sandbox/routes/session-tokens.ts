/** One-time codes that identify a contact. A code works only once. */
import type { Route, RouteContext } from '../context.ts';
import { data, refusal, type JsonObject, type Reply } from '../http/reply.ts';
import type { SessionTokenRow } from '../state/contacts.ts';

const PATH = 'contact-session-tokens/{contact_session_token}';

export const getSessionToken: Route = {
  name: 'getSessionToken',
  method: 'GET',
  flavours: ['clients'],
  path: PATH,
  summary: 'Find a contact session token; `status` is `active` or `used`.',
  source: 'documented: Contact Session Tokens, Find; its errors are not documented',
  fields: [],
  codes: [],
  reply: 'ContactSessionToken',
  answer: (context) => ofToken(context, (row) => data(presentToken(row, row.used === 1))),
};

export const useSessionToken: Route = {
  name: 'useSessionToken',
  method: 'POST',
  flavours: ['clients'],
  path: `${PATH}/use`,
  summary: 'Mark a contact session token as used; refused the second time.',
  source: 'documented: Contact Session Tokens, Use; its errors are not documented',
  fields: [],
  codes: [],
  reply: 'ContactSessionToken',
  answer: (context) =>
    ofToken(context, (row) => {
      if (row.used === 1) return refusal(context.behaviour.sessionTokenCode);
      context.contacts.useSessionToken(row.token);
      return data(presentToken(row, true));
    }),
};

function ofToken(context: RouteContext, answer: (row: SessionTokenRow) => Reply): Reply {
  const row = context.contacts.sessionToken(context.params['contact_session_token'] ?? '');
  return row === undefined ? refusal(context.behaviour.sessionTokenCode) : answer(row);
}

function presentToken(row: SessionTokenRow, isUsed: boolean): JsonObject {
  return {
    token: row.token,
    contact: { uuid: row.contact_uuid, email: row.contact_email },
    status: isUsed ? 'used' : 'active',
  };
}
