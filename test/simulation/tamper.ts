/** Changes a page of the list as if the rows had shifted between two requests. */
import * as v from 'valibot';
import type { SandboxResponse } from '../../src/sandbox/http/exchange.ts';

const pageSchema = v.looseObject({ data: v.array(v.unknown()) });

export function tampered(
  response: SandboxResponse,
  how: 'listRepeats' | 'listSkips',
): SandboxResponse {
  const page = v.safeParse(pageSchema, JSON.parse(response.body));
  if (!page.success) return response;
  const { data } = page.output;
  const rows = how === 'listSkips' ? data.slice(0, -1) : [...data.slice(0, -1), data[0]];
  return { ...response, body: JSON.stringify({ ...page.output, data: rows }) };
}
