/**
 * Answers requests to `/__sandbox/`. Finds the route, checks that the body is JSON, and returns clear error messages.
 */
import { SandboxInputError } from '../input.ts';
import type { SandboxRequest, SandboxResponse } from '../http/exchange.ts';
import { jsonResponse } from '../http/reply.ts';
import type { Sandbox } from '../model.ts';
import { openApiDocument } from '../openapi/document.ts';
import { openApiPage } from '../openapi/page.ts';
import { ADMIN_PREFIX } from './admin-route.ts';
import { ADMIN_ROUTES } from './routes.ts';

export function isAdminPath(path: string): boolean {
  return path === ADMIN_PREFIX || path.startsWith(`${ADMIN_PREFIX}/`);
}

/** Never throws, whatever the client sends. */
export function handleAdmin(sandbox: Sandbox, request: SandboxRequest): SandboxResponse {
  const segments = request.path.slice(ADMIN_PREFIX.length).split('/').filter(Boolean);
  if (request.method === 'GET' && segments.length === 0) return page();
  if (request.method === 'GET' && segments.join('/') === 'openapi.json') {
    return jsonResponse(200, openApiDocument());
  }
  for (const route of ADMIN_ROUTES) {
    const params = route.method === request.method ? paramsOf(route.path, segments) : null;
    if (params !== null) return run(sandbox, { route, params, body: request.body });
  }
  return failure(404, 'There is no such route; GET /__sandbox/ lists them all.');
}

function page(): SandboxResponse {
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    },
    body: openApiPage(),
  };
}

function run(
  sandbox: Sandbox,
  call: {
    route: (typeof ADMIN_ROUTES)[number];
    params: Record<string, string>;
    body: string;
  },
): SandboxResponse {
  const { route, params } = call;
  try {
    const body = route.example === undefined ? null : jsonObject(call.body);
    const result = route.run(sandbox, { body, params });
    if (result === null) return failure(404, 'Nothing with this name exists.');
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(result),
    };
  } catch (error) {
    if (error instanceof SandboxInputError) return failure(400, error.message);
    if (error instanceof SyntaxError) return failure(400, 'The body is not JSON.');
    throw error;
  }
}

function jsonObject(body: string): object {
  const value: unknown = JSON.parse(body);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new SandboxInputError('The body is not a JSON object.');
}

function failure(status: number, message: string): SandboxResponse {
  return jsonResponse(status, { message });
}

function paramsOf(path: string, segments: readonly string[]): Record<string, string> | null {
  const pattern = path.split('/');
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = decoded(segment);
    else if (part !== segment) return null;
  }
  return params;
}

/** An invalid percent-encoding stays as it is. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
