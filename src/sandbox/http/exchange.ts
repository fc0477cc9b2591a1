/** A request and a reply as plain values, so that the model works without a socket. */

export interface SandboxRequest {
  /** In capitals. */
  method: string;
  /** The path as sent: percent-encoded, without the query. */
  path: string;
  /** The query as sent, without the question mark. */
  query: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Empty if the request has no body. */
  body: string;
}

export interface SandboxResponse {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface UrlRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
}

/** Makes the request that a client would send for this URL, or for a path with a query. */
export function requestFromUrl({ method, url, headers, body }: UrlRequest): SandboxRequest {
  const start = url.includes('://') ? url.indexOf('/', url.indexOf('://') + 3) : 0;
  const target = start < 0 ? '/' : (url.slice(start).split('#', 1)[0] ?? '/');
  const mark = target.indexOf('?');
  return {
    method: method.toUpperCase(),
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    body: body ?? '',
  };
}
