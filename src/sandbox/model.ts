/**
 * The emulator of the prepaid API, without sockets and timers: a request goes in, a reply comes out.
 * It shares no code with the kiosk's client, so that one misreading of the API is not in both.
 */
import type { RouteName, Sources, Store } from './context.ts';
import { createAccountData, type AccountData } from './data/index.ts';
import { fillDemo } from './demo.ts';
import { createFaultBook, type FaultBook } from './faults/fault-book.ts';
import { planOf, type Plan } from './faults/plan.ts';
import { createAuth, type AuthInput } from './auth.ts';
import { bodyFields, queryFields } from './http/body.ts';
import type { SandboxRequest, SandboxResponse } from './http/exchange.ts';
import { plain, renderReply, tooLargeResponse, type Reply } from './http/reply.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { matchRoute } from './routes/index.ts';
import { openContacts } from './state/contacts.ts';
import { clearData, openDatabase } from './state/database.ts';
import { openLedger } from './state/ledger.ts';
import { openShops } from './state/shops.ts';
import {
  changedBehaviour,
  DEFAULT_BEHAVIOUR,
  type BehaviourChanges,
  type Behaviour,
} from './behaviour.ts';

export interface SandboxOptions extends Sources {
  /** The path of the database, or `:memory:`. */
  dbFile: string;
  /** The personal access token. Null means the token in the database, or a new one. */
  token: string | null;
}

export interface Sandbox {
  /** The personal access token of the OAuth routes. */
  readonly token: string;
  /** Performs the request and returns the reply. Faults do not apply. Throws only if the sandbox itself is broken. */
  handle: (request: SandboxRequest) => SandboxResponse;
  /** The plan of the fault that hits a request that has arrived. Uses up the fault, and changes nothing else. */
  plan: (request: SandboxRequest) => Plan;
  behaviour: () => Behaviour;
  /** Throws `SandboxInputError` for an unknown name or value. */
  setBehaviour: (changes: BehaviourChanges) => Behaviour;
  resetBehaviour: () => Behaviour;
  /** Removes all data of the account. The tokens, the behaviour and the faults stay. */
  reset: (content: 'demo' | 'empty') => void;
  readonly faults: FaultBook;
  readonly data: AccountData;
  readonly requests: RequestLog;
  /** Closes the database. Nothing may be called after this. */
  close: () => void;
}

/** A longer body is refused. */
export const BODY_LENGTH_MAX = 1_048_576;

export function createSandbox(options: SandboxOptions): Sandbox {
  const { dbFile, now, newId, random } = options;
  const db = openDatabase(dbFile);
  const store = { shops: openShops(db), contacts: openContacts(db), ledger: openLedger(db) };
  const token = chooseToken(store, options);
  const requests = createRequestLog();
  const faults = createFaultBook(random);
  const answer = createAnswer(store, { now, newId, random });
  const data = createAccountData({ ...store, now, newId, random });
  let behaviour = DEFAULT_BEHAVIOUR;
  return {
    token,
    handle: (request) => {
      const { response, route, code } = answer(request, behaviour);
      const { status } = response;
      requests.add(now(), request, { route, outcome: { kind: 'handled', status, code } });
      const date = new Date(now() + behaviour.clockOffsetMs).toUTCString();
      return { ...response, headers: { date, ...response.headers } };
    },
    plan: (request) => {
      const match = matchRoute(request.method, request.path);
      const route = match.kind === 'found' ? match.route.name : null;
      const fault = faults.take({ route, method: request.method });
      if (fault !== null) {
        requests.add(now(), request, { route, outcome: { kind: 'arrived', fault: fault.kind } });
      }
      return planOf(fault);
    },
    behaviour: () => behaviour,
    setBehaviour: (changes) => (behaviour = changedBehaviour(behaviour, changes)),
    resetBehaviour: () => (behaviour = DEFAULT_BEHAVIOUR),
    reset: db.transaction((content: 'demo' | 'empty') => {
      clearData(db);
      store.ledger.forgetTotals();
      if (content === 'demo') fillDemo({ data, nowMs: now(), token });
    }),
    faults,
    data,
    requests,
    close: () => db.close(),
  };
}

function chooseToken({ shops }: Store, { token, newId }: SandboxOptions): string {
  const known = shops.tokens().find(({ flavour }) => flavour === 'clients')?.token;
  const chosen = token ?? known ?? newId();
  shops.addToken({ token: chosen, flavour: 'clients', shop_uuid: null });
  return chosen;
}

interface Answered {
  response: SandboxResponse;
  route: RouteName | null;
  /** The code of the error envelope. */
  code: number | null;
}

function createAnswer(
  store: Store,
  sources: Sources,
): (request: SandboxRequest, behaviour: Behaviour) => Answered {
  const pass = createAuth(store.shops);
  return (request, behaviour) => {
    const match = matchRoute(request.method, request.path);
    if (match.kind !== 'found') {
      const reply =
        match.kind === 'none'
          ? plain(404, 'Not Found.')
          : plain(405, 'Method Not Allowed.', { allow: match.allowed.join(', ') });
      return { response: renderReply(reply, behaviour), route: null, code: null };
    }
    const { route, flavour, params } = match;
    if (request.body.length > BODY_LENGTH_MAX) {
      return { response: tooLargeResponse(), route: route.name, code: 1003 };
    }
    const input: AuthInput = { request, flavour, behaviour, nowMs: sources.now() };
    const passage = pass(input);
    const reply =
      passage.kind === 'stopped'
        ? passage.reply
        : route.answer({
            ...store,
            ...sources,
            behaviour,
            token: passage.token,
            params,
            query: queryFields(request),
            body: bodyFields(request),
          });
    const response = renderReply(reply, behaviour);
    const limits = passage.kind === 'passed' ? passage.headers : {};
    return {
      response: { ...response, headers: { ...limits, ...response.headers } },
      route: route.name,
      code: codeOf(reply),
    };
  };
}

function codeOf(reply: Reply): number | null {
  return reply.kind === 'refusal' ? reply.code : null;
}
