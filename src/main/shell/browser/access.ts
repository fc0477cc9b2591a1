/**
 * Access control: only the one browser that opened the one-time link can see the kiosk, and only from the kiosk's own
 * page. The server listens on loopback only. Together this keeps out other programs and web pages on the same machine.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Access {
  /** The path of the one-time link, with its secret. */
  readonly startPath: string;
  /** Returns the credentials at the first visit to the link. Null for any other path and for any later visit. */
  redeem(path: string): Redeemed | null;
  isKnown(cookieHeader: string | undefined): boolean;
  /** Checks the page key, which a page sends as the protocol of its WebSocket. */
  isPage(protocolHeader: string | undefined): boolean;
}

export interface Redeemed {
  /** The `Set-Cookie` value. */
  cookie: string;
  /**
   * The key that only the page has. A cookie alone is not enough: browsers send it to every port of this address (RFC
   * 6265 §8.5).
   */
  pageKey: string;
}

/**
 * Makes new secrets at every start. Cookies ignore the port, so the name of the cookie contains the port: a machine may
 * run several kiosks.
 */
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

/** Accepts only the IP address, so that no web page can reach the kiosk through a DNS name that points here. */
export function isHostAllowed(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}`;
}

/** A page of another site always sends its origin. A typed or clicked address has none. */
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

/** Compares in constant time. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}
