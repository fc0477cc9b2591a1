/**
 * Measures a page's heap from a snapshot: the objects of the page, without the internal data of the engine. V8 recompiles
 * warm code and Chromium records long tasks and styles, each within a limit. A program leaks objects, functions, arrays
 * and strings.
 */
import type { CDPSession } from 'playwright-core';
import * as v from 'valibot';

/** The node types of V8 that only the page's program creates. */
const MADE_BY_A_PAGE = new Set([
  'array',
  'bigint',
  'closure',
  'concatenated string',
  'number',
  'object',
  'regexp',
  'sliced string',
  'string',
  'symbol',
]);

const snapshotSchema = v.object({
  snapshot: v.object({
    meta: v.object({
      node_fields: v.array(v.string()),
      node_types: v.looseTuple([v.array(v.string())]),
    }),
  }),
  nodes: v.array(v.number()),
});

export interface Heap {
  /** Bytes of the objects that the page created. */
  own: number;
  /** Bytes of the whole JavaScript heap. */
  all: number;
}

/** Taking a snapshot begins with a full garbage collection. */
export async function heapOf(cdp: CDPSession): Promise<Heap> {
  const own = ownBytes(JSON.parse(await takeSnapshot(cdp)));
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return { own, all: usedSize };
}

function ownBytes(written: unknown): number {
  const { snapshot, nodes } = v.parse(snapshotSchema, written);
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [typeAt, sizeAt] = [fields.indexOf('type'), fields.indexOf('self_size')];
  let sum = 0;
  for (let node = 0; node < nodes.length; node += fields.length) {
    const type = types[0][nodes[node + typeAt] ?? -1] ?? '';
    if (MADE_BY_A_PAGE.has(type)) sum += nodes[node + sizeAt] ?? 0;
  }
  return sum;
}

/** The snapshot as V8 writes it, in JSON. */
export async function takeSnapshot(cdp: CDPSession): Promise<string> {
  const chunks: string[] = [];
  const add = ({ chunk }: { chunk: string }): void => {
    chunks.push(chunk);
  };
  cdp.on('HeapProfiler.addHeapSnapshotChunk', add);
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  cdp.off('HeapProfiler.addHeapSnapshotChunk', add);
  return chunks.join('');
}
