/**
 * The fields of a request body in the three encodings that official clients use (documented: JSON in the JS SDK,
 * urlencoded in the PHP SDK, multipart in the Postman collection). It never throws. A body that cannot be read has no
 * fields, so its required fields are reported as missing (inferred).
 */
import type { SandboxRequest } from './exchange.ts';

export type Fields = ReadonlyMap<string, unknown>;

const NO_FIELDS: Fields = new Map<string, unknown>();

export function bodyFields({ headers, body }: SandboxRequest): Fields {
  const contentType = headers['content-type'] ?? '';
  const mediaType = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
  switch (mediaType) {
    case 'application/json':
      return jsonFields(body);
    case 'application/x-www-form-urlencoded':
      return new Map<string, unknown>(new URLSearchParams(body));
    case 'multipart/form-data':
      return multipartFields(body, boundaryOf(contentType));
    default:
      return NO_FIELDS;
  }
}

/** Query parameters. If a name is repeated, the last one counts, as in PHP. */
export function queryFields({ query }: SandboxRequest): Fields {
  return query === '' ? NO_FIELDS : new Map<string, unknown>(new URLSearchParams(query));
}

function jsonFields(body: string): Fields {
  const value = parsedOrNull(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return NO_FIELDS;
  return new Map<string, unknown>(Object.entries(value));
}

function parsedOrNull(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function boundaryOf(contentType: string): string | null {
  const match = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  return match?.[1] ?? match?.[2] ?? null;
}

function multipartFields(body: string, boundary: string | null): Fields {
  if (boundary === null) return NO_FIELDS;
  const parts = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1);
  return new Map<string, unknown>(parts.flatMap(partField));
}

function partField(part: string): [string, string][] {
  const end = part.indexOf('\r\n\r\n');
  if (end < 0) return [];
  const name = /^content-disposition:.*?;\s*name="([^"]*)"/im.exec(part.slice(0, end))?.[1];
  return name === undefined ? [] : [[name, part.slice(end + 4)]];
}
