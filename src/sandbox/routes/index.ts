/** All routes of the API. Finds the route of a path. */
import { PREFIXES, type Flavour, type Route } from '../context.ts';
import { getShop, health, listShops } from './account.ts';
import { findIdentifier, getBalance, getContact, listIdentifiers } from './contacts.ts';
import { createTransaction } from './create-transaction.ts';
import { getSessionToken, useSessionToken } from './session-tokens.ts';
import { listTransactions, reverseTransaction } from './transactions.ts';

export const ROUTES: readonly Route[] = [
  health,
  listShops,
  getShop,
  findIdentifier,
  getContact,
  getBalance,
  listIdentifiers,
  createTransaction,
  listTransactions,
  reverseTransaction,
  getSessionToken,
  useSessionToken,
];

export type RouteMatch =
  | {
      kind: 'found';
      route: Route;
      flavour: Flavour;
      params: Readonly<Record<string, string>>;
    }
  | { kind: 'otherMethod'; allowed: readonly string[] }
  | { kind: 'none' };

interface Candidate {
  route: Route;
  segments: readonly string[];
}

const CANDIDATES: Readonly<Record<Flavour, readonly Candidate[]>> = {
  clients: candidatesOf('clients'),
  register: candidatesOf('register'),
};

const FLAVOURS: readonly Flavour[] = ['clients', 'register'];

/** One slash at the end is accepted, because official clients send it. A double slash is not. */
export function matchRoute(method: string, path: string): RouteMatch {
  const flavour = FLAVOURS.find(
    (each) => path === PREFIXES[each] || path.startsWith(`${PREFIXES[each]}/`),
  );
  const segments = flavour === undefined ? null : decodedSegments(path, PREFIXES[flavour].length);
  if (flavour === undefined || segments === null) return { kind: 'none' };
  const allowed: string[] = [];
  for (const { route, segments: pattern } of CANDIDATES[flavour]) {
    const params = matchSegments(pattern, segments);
    if (params === null) continue;
    if (route.method === method) return { kind: 'found', route, flavour, params };
    allowed.push(route.method);
  }
  return allowed.length === 0 ? { kind: 'none' } : { kind: 'otherMethod', allowed };
}

function candidatesOf(flavour: Flavour): Candidate[] {
  return ROUTES.filter((route) => route.flavours.includes(flavour)).map((route) => ({
    route,
    segments: route.path === '' ? [] : route.path.split('/'),
  }));
}

function decodedSegments(path: string, prefixLength: number): string[] | null {
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  const rest = path.slice(prefixLength + 1, end);
  if (rest === '') return end > prefixLength ? null : [];
  try {
    return rest.split('/').map(decodeURIComponent);
  } catch {
    return null;
  }
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{')) {
      if (segment === '') return null;
      params[part.slice(1, -1)] = segment;
    } else if (part !== segment) return null;
  }
  return params;
}
