/** The OpenAPI 3.1 document of the sandbox, made from the same tables that answer the requests. */
import { PREFIXES, type Flavour, type Route, type RouteField } from '../context.ts';
import { ADMIN_PREFIX, type AdminRoute } from '../admin-api/admin-route.ts';
import { ADMIN_ROUTES } from '../admin-api/routes.ts';
import { messageOf } from '../http/codes.ts';
import type { JsonObject } from '../http/reply.ts';
import { ROUTES } from '../routes/index.ts';
import { reference, SCHEMAS } from './schemas.ts';

/** One row of the page, and one operation of the document. */
export interface Operation {
  tag: string;
  method: string;
  path: string;
  operation: JsonObject;
}

const TAGS: Readonly<Record<Flavour, string>> = {
  clients: 'OAuth routes (personal access token)',
  register: 'Register API (token of one register)',
};
const CONTROL_TAG = 'The sandbox itself';

export function openApiDocument(): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const { method, path, operation } of operations()) {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sandbox of the Leat prepaid API',
      version: '3',
      description:
        'An emulator for development and tests. It is not a product of Leat. Where Leat documents nothing, its behaviour can be changed.',
    },
    servers: [{ url: '/' }],
    tags: [...Object.values(TAGS), CONTROL_TAG].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: SCHEMAS,
    },
  };
}

/** In the order of the page. */
export function operations(): Operation[] {
  const flavours: readonly Flavour[] = ['clients', 'register'];
  return [
    ...flavours.flatMap((flavour) =>
      ROUTES.filter((route) => route.flavours.includes(flavour)).map((route) =>
        apiOperation(route, flavour),
      ),
    ),
    ...ADMIN_ROUTES.map(controlOperation),
  ];
}

function apiOperation(route: Route, flavour: Flavour): Operation {
  const path = [PREFIXES[flavour], route.path].filter(Boolean).join('/');
  const body = route.fields.filter((field) => field.in === 'body');
  return {
    tag: TAGS[flavour],
    method: route.method,
    path,
    operation: {
      operationId: `${flavour}.${route.name}`,
      tags: [TAGS[flavour]],
      summary: route.summary,
      description: route.source,
      security: [{ token: [] }],
      parameters: [
        ...pathParameters(path),
        ...route.fields.filter((field) => field.in === 'query').map(queryParameter),
      ],
      ...(body.length === 0 ? {} : { requestBody: requestBody(body) }),
      responses: {
        200: jsonReply('Success.', replySchema(route)),
        400: jsonReply(errorText(route.codes), reference('Error')),
        401: jsonReply('The token is missing, expired or of the other flavour.', PLAIN),
        429: jsonReply('Too many requests.', PLAIN),
      },
    },
  };
}

const PLAIN = reference('PlainError');

function controlOperation(route: AdminRoute): Operation {
  const path = `${ADMIN_PREFIX}/${route.path}`;
  return {
    tag: CONTROL_TAG,
    method: route.method,
    path,
    operation: {
      operationId: `sandbox.${route.method.toLowerCase()}.${route.path.replaceAll(/[^\w-]+/g, '.')}`,
      tags: [CONTROL_TAG],
      summary: route.summary,
      parameters: pathParameters(path),
      ...(route.example === undefined
        ? {}
        : {
            requestBody: {
              required: true,
              content: {
                'application/json': { schema: { type: 'object' }, example: route.example },
              },
            },
          }),
      responses: {
        200: jsonReply('Done.', {}),
        400: jsonReply('The input is invalid.', PLAIN),
        404: jsonReply('Nothing with this name exists.', PLAIN),
      },
    },
  };
}

function replySchema({ name, reply }: Route): JsonObject {
  return {
    type: 'object',
    required: ['data', 'meta'],
    properties: {
      data: reference(reply),
      meta: reference(name === 'listTransactions' ? 'PageMeta' : 'EmptyMeta'),
    },
  };
}

function errorText(codes: readonly number[]): string {
  const documented = codes.map((code) => `${code} ${messageOf(code)}`).join(' ');
  return documented === '' ? 'No error code is documented.' : documented;
}

function pathParameters(path: string): JsonObject[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => ({
    name: match[1] ?? '',
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameter({ name, type, required, description }: RouteField): JsonObject {
  return { name, in: 'query', required, description, schema: { type } };
}

function requestBody(fields: readonly RouteField[]): JsonObject {
  const schema = {
    type: 'object',
    required: fields.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(
      fields.map(({ name, type, description }) => [name, { type, description }]),
    ),
  };
  return {
    required: true,
    content: {
      'application/json': { schema },
      'application/x-www-form-urlencoded': { schema },
      'multipart/form-data': { schema },
    },
  };
}

function jsonReply(description: string, schema: JsonObject): JsonObject {
  return { description, content: { 'application/json': { schema } } };
}
