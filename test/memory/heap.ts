/**
 * What a page's heap holds, read from a snapshot of it: what the page itself made, apart from what the engine keeps of its
 * own accord. V8 compiles what is warm again and again, and Chromium keeps records of long tasks and styles, all with a
 * limit of their own; what a program leaves behind is an object, a function, a list or a text.
 */
import type { CDPSession } from 'playwright-core';
import * as v from 'valibot';

/** Of V8's kinds of node, those that only a program makes. */
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
  /** Bytes of what the page made. */
  own: number;
  /** Bytes of all that is on the heap of its scripts. */
  all: number;
}

/** After a full collection, which a snapshot begins with. */
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

/** As V8 writes it, in JSON. */
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
