/**
 * Who may see the kiosk: the one browser that opened the one-time link, and only from the kiosk's own page.
 * The server listens on loopback alone; this keeps out the other programs and web pages of the same machine.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Access {
  /** The path of the link, with its secret; good for one visit. */
  readonly startPath: string;
  /** For the first visit to the link; null for every other path and every later visit. */
  redeem(path: string): Redeemed | null;
  isKnown(cookieHeader: string | undefined): boolean;
  /** By what a page offers as the protocol of its WebSocket. */
  isPage(protocolHeader: string | undefined): boolean;
}

export interface Redeemed {
  /** The `Set-Cookie` value. */
  cookie: string;
  /** For the page alone: a cookie goes to every server of this address, whatever its port (RFC 6265 §8.5). */
  pageKey: string;
}

/** New secrets with every start of the program. `port` tells kiosks of one machine apart: cookies do not. */
export function createAccess(port: number): Access {
  const cookieName = `kiosk-${port}`;
  const startPath = `/start/${randomBytes(32).toString('base64url')}`;
  const cookie = randomBytes(32).toString('base64url');
  const pageKey = randomBytes(32).toString('base64url');
  let isRedeemed = false;
  return {
    startPath,
    redeem(path) {
      if (isRedeemed || !isSame(path, startPath)) return null;
      isRedeemed = true;
      return {
        cookie: `${cookieName}=${cookie}; Path=/; HttpOnly; SameSite=Strict`,
        pageKey,
      };
    },
    isKnown: (cookieHeader) => {
      const given = cookieIn(cookieHeader ?? '', cookieName);
      return given !== null && isSame(given, cookie);
    },
    isPage: (protocol) => protocol !== undefined && isSame(protocol, pageKey),
  };
}

/** Refuses every name but the address itself, so that no web page can reach the kiosk by a name that it points here. */
export function isHostAllowed(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}`;
}

/** A page of another site always tells its origin; a visit typed or clicked has none. */
export function isOriginAllowed(origin: string | undefined, port: number): boolean {
  return origin === undefined || origin === `http://127.0.0.1:${port}`;
}

function cookieIn(header: string, name: string): string | null {
  const pair = header
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  return pair === undefined ? null : pair.slice(name.length + 1);
}

/** In the same time whatever the difference. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}
