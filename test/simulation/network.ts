/**
 * The simulated network between the terminals and the sandbox's model.
 * The kiosk relies on one promise of the network: a request with the result `notSent` never arrives.
 */
import { damagedResponse, planOf, type Plan as FaultPlan } from '../../src/sandbox/faults/plan.ts';
import { FAULT_KINDS, faultSchema } from '../../src/sandbox/faults/fault.ts';
import { requestFromUrl, type SandboxResponse } from '../../src/sandbox/http/exchange.ts';
import type { HttpRequest, HttpResult } from '../../src/main/world/world.ts';
import * as v from 'valibot';
import { outageResult, routeOf } from './fates.ts';
import type { NetworkFault, Outage, Plan, RouteClass, WayFault } from './plan.ts';
import type { Random } from './random.ts';
import type { Scheduler } from './scheduler.ts';
import { createCrossing } from './crossing.ts';
import type { Exchange } from './exchange.ts';
import { tampered } from './tamper.ts';

export interface Network {
  /** `settle` is called once, unless no reply comes before the terminal's time limit. */
  send(terminal: number, request: HttpRequest, settle: (result: HttpResult) => void): void;
  /** How many requests are still on their way to the server. */
  underwayCount(): number;
  /** After this call no new fault begins. Requests and replies that are under way still arrive. */
  heal(): void;
  /** Every kind of fault that has hit a request. */
  reached: Set<string>;
}

export interface NetworkOptions {
  plan: Plan;
  scheduler: Scheduler;
  random: Random;
  /** `lagMs`: transactions that are younger than this are missing in the reply. Null: the lag of the plan. */
  handle: (request: ReturnType<typeof requestFromUrl>, lagMs: number | null) => SandboxResponse;
  trace: (line: string) => void;
}

const LINK_KINDS = new Set(['noLink', 'silent', 'repliesLost']);

export function createNetwork(options: NetworkOptions): Network {
  const { plan, scheduler, random, handle, trace } = options;
  const counts = new Map<string, number>();
  const reached = new Set<string>();
  const startMs = scheduler.nowMs();
  const crossing = createCrossing(scheduler, !plan.isOwnShop || plan.isMistakenShop);
  let faults = [...plan.faults];
  let outages = [...plan.outages];
  let underway = 0;

  const outageOf = (terminal: number): Outage | undefined =>
    outages.find(
      (outage) =>
        (outage.terminal ?? terminal) === terminal &&
        scheduler.nowMs() - startMs >= outage.fromMs &&
        scheduler.nowMs() - startMs < outage.toMs,
    );

  const takeFault = (terminal: number, route: RouteClass): NetworkFault | null => {
    const key = `${terminal} ${route}`;
    const nth = counts.get(key) ?? 0;
    counts.set(key, nth + 1);
    const hit = faults.find(
      (fault) => fault.terminal === terminal && fault.route === route && fault.nth === nth,
    );
    if (hit === undefined) return null;
    faults = faults.filter((fault) => fault !== hit);
    return hit.fault;
  };

  /** The request reaches the model. Its reply may still be lost. */
  const deliver = (
    exchange: Exchange,
    { delayMs, lagMs = null }: { delayMs: number; lagMs?: number | null },
    then: Reply | null,
  ): void => {
    underway += 1;
    scheduler.at(scheduler.nowMs() + delayMs, () => {
      underway -= 1;
      const response = handle(requestFromUrl(exchange.request), lagMs);
      if (exchange.route !== 'health') {
        trace(`  #${exchange.number} arrives: ${response.status} ${shortened(response.body)}`);
      }
      then?.(response);
    });
  };

  const reply = (exchange: Exchange, delayMs: number, own: HttpResult): void =>
    pass(exchange, delayMs, dated(exchange, own));

  /** The reply already has its date. */
  const pass = (exchange: Exchange, delayMs: number, own: HttpResult): void => {
    const result = crossing.passes(exchange, own);
    scheduler.at(scheduler.nowMs() + delayMs, () => {
      const outage = outageOf(exchange.terminal);
      // A lost link also loses the replies that are on their way. The terminal notices at its time limit.
      if (outage !== undefined && LINK_KINDS.has(outage.kind)) return;
      exchange.settle(result);
    });
  };

  function dated({ number }: Exchange, result: HttpResult): HttpResult {
    if (result.kind !== 'response') return result;
    const { date, ...headers } = result.headers;
    const { skewMs, driftMsPerSecond, missing } = plan.dates;
    if (date === undefined || missing === 'all' || (missing === 'half' && number % 2 === 0)) {
      return { ...result, headers };
    }
    const driftMs = ((scheduler.nowMs() - startMs) / 1000) * driftMsPerSecond;
    const shifted = new Date(Date.parse(date) + skewMs + driftMs).toUTCString();
    return { ...result, headers: { ...headers, date: shifted } };
  }

  let number = 0;
  return {
    reached,
    underwayCount: () => underway,
    heal() {
      faults = [];
      outages = [];
    },
    send(terminal, request, settle) {
      const route = routeOf(request);
      number += 1;
      const exchange: Exchange = { terminal, request, route, settle, number };
      const there = random.between(3, 90);
      const back = random.between(3, 90);
      const fault = takeFault(terminal, route);
      const outage = outageOf(terminal);
      const what = outage?.kind ?? fault?.kind ?? 'ok';
      if (what !== 'ok') reached.add(outage === undefined ? what : `outage:${what}`);
      if (route !== 'health' || fault !== null) {
        trace(
          `T${terminal} #${number} ${route} ${request.body ?? request.url.slice(34)} -> ${what}`,
        );
      }
      if (outage !== undefined) {
        inOutage(exchange, outage, { there, back });
        return;
      }
      act(exchange, fault, { there, back });
    },
  };

  function inOutage(exchange: Exchange, outage: Outage, { there, back }: Way): void {
    if (outage.kind === 'repliesLost') deliver(exchange, { delayMs: there }, null);
    const result = resultIn(exchange, outage.kind);
    if (result !== null) scheduler.at(scheduler.nowMs() + back, () => exchange.settle(result));
  }

  /** The API's own replies have the clock of the API. A captive portal has its own. */
  function resultIn(exchange: Exchange, kind: Outage['kind']): HttpResult | null {
    const nowMs = scheduler.nowMs();
    if (kind === 'captivePortal') return outageResult(kind, nowMs);
    const result = outageResult(kind, nowMs + (plan.behaviour.clockOffsetMs ?? 0));
    return result === null ? null : dated(exchange, result);
  }

  function act(exchange: Exchange, fault: NetworkFault | null, way: Way): void {
    const { there, back } = way;
    const answer = (response: SandboxResponse): void =>
      reply(exchange, back, { kind: 'response', ...response });
    if (fault === null || !isOurs(fault)) {
      actOut(exchange, planOf(fault === null ? null : v.parse(faultSchema, fault)), way);
      return;
    }
    switch (fault.kind) {
      case 'notSent':
        reply(exchange, back, { kind: 'notSent', why: fault.why });
        return;
      case 'arrivesAgain':
        deliver(exchange, { delayMs: there }, answer);
        deliver(exchange, { delayMs: there + fault.delayMs }, null);
        return;
      case 'expired401':
        reply(exchange, there + back, plainRefusal(401));
        return;
      case 'forbidden403':
        reply(exchange, there + back, plainRefusal(403));
        return;
      case 'refused400':
        reply(exchange, there + back, envelope(fault.code));
        return;
      case 'committedRefused':
        deliver(exchange, { delayMs: there }, null);
        reply(exchange, there + back, refusalWith(fault.status));
        return;
      case 'internal1000':
        if (fault.commits) deliver(exchange, { delayMs: there }, null);
        reply(exchange, there + back, envelope(1000));
        return;
      case 'crossed':
        deliver(exchange, { delayMs: there }, (response) => {
          const own = dated(exchange, { kind: 'response', ...response });
          if (fault.with === 'earlier') pass(exchange, back, crossing.earlier(exchange) ?? own);
          else crossing.swapWithNext(exchange, own);
        });
        return;
      case 'staleRead':
        deliver(exchange, { delayMs: there, lagMs: fault.byMs }, answer);
        return;
      case 'listRepeats':
      case 'listSkips':
        deliver(exchange, { delayMs: there }, (response) => answer(tampered(response, fault.kind)));
        return;
    }
  }

  /** Does in virtual time what the sandbox does on a socket (src/sandbox/server.ts). */
  function actOut(exchange: Exchange, { deliverAfterMs, answer }: FaultPlan, way: Way): void {
    const { there, back } = way;
    for (const [index, delayMs] of deliverAfterMs.entries()) {
      const isReplied = index === 0 && (answer.kind === 'reply' || answer.kind === 'cut');
      const then = (response: SandboxResponse): void => {
        if (answer.kind === 'cut') {
          reply(exchange, back, { kind: 'lost', why: 'reset' });
        } else if (answer.kind === 'reply') {
          const rest = Math.max(0, answer.afterMs - delayMs);
          reply(exchange, back + rest, {
            kind: 'response',
            ...damagedResponse(response, answer.damage),
          });
        }
      };
      deliver(exchange, { delayMs: there + delayMs }, isReplied ? then : null);
    }
    if (answer.kind === 'drop') reply(exchange, there + back, { kind: 'lost', why: 'reset' });
    if (answer.kind === 'instead') {
      reply(exchange, there + back, { kind: 'response', ...answer.response });
    }
  }
}

type Reply = (response: SandboxResponse) => void;

interface Way {
  there: number;
  back: number;
}

function plainRefusal(status: number): HttpResult {
  return {
    kind: 'response',
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message: 'Unauthenticated.' }),
  };
}

function refusalWith(status: 400 | 401 | 403 | 429): HttpResult {
  return status === 400 ? envelope(1003) : plainRefusal(status);
}

function envelope(code: number): HttpResult {
  return {
    kind: 'response',
    status: 400,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message: 'Refused', code, status_code: 400 }),
  };
}

function shortened(body: string): string {
  return body.length > 400 ? `${body.slice(0, 400)}…` : body;
}

const SANDBOX_KINDS: ReadonlySet<string> = new Set(FAULT_KINDS);

/** True if the simulated network causes the fault, not the sandbox. */
function isOurs(fault: NetworkFault): fault is WayFault {
  return !SANDBOX_KINDS.has(fault.kind);
}
