/** Books transactions in the sandbox, and in a bare Hono route with the same inserts, each in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Pool } from 'undici';
import * as v from 'valibot';
import { firstJsonLine } from '../../scripts/first-json-line.ts';
import { inTurns } from '../kit/in-turns.ts';
import type { Extent, Sample } from '../kit/row.ts';
import { SHOP, startBenchSandbox } from '../kit/sandbox.ts';

const BARE_ROUTE = join(import.meta.dirname, '../kit/bare-route.ts');
const IN_FLIGHT = 4;
const READY_WITHIN_MS = 30_000;

export async function sandbox({ isShort }: Extent): Promise<Sample[]> {
  const bare = await startBareRoute();
  const ours = await startBenchSandbox();
  const [contact = ''] = await ours.addContacts(1);
  const count = isShort ? 400 : 1_000;
  const facts = { contact_uuid: contact, amount_in_cents: 100, shop_uuid: SHOP };
  const headers = { authorization: `Bearer ${ours.token}`, 'content-type': 'application/json' };
  const pools = [ours.url, bare.url].map((url) => new Pool(url, { connections: IN_FLIGHT }));
  const book = async (pool: Pool | undefined): Promise<number> => {
    let left = count;
    const worker = async (): Promise<void> => {
      while (left-- > 0) {
        const path = '/api/v3/oauth/clients/prepaid-transactions';
        const body = JSON.stringify(facts);
        const reply = await pool?.request({ method: 'POST', path, headers, body });
        await reply?.body.json();
      }
    };
    const startedMs = performance.now();
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
    return (performance.now() - startedMs) / count;
  };
  const samples = await inTurns({
    count: isShort ? 5 : 15,
    program: () => book(pools[0]),
    reference: () => book(pools[1]),
  });
  for (const pool of pools) await pool.close();
  await ours.stop();
  await bare.stop();
  // The processor time of this process is that of the client.
  return samples.map(({ program, reference }) => ({ program, reference }));
}

async function startBareRoute(): Promise<{ url: string; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [BARE_ROUTE], { stdio: ['ignore', 'pipe', 'ignore'] });
  const line = await firstJsonLine(child, READY_WITHIN_MS);
  if (line.kind !== 'line') throw new Error(`the bare route did not start: ${line.kind}`);
  const { url } = v.parse(v.object({ url: v.string() }), line.value);
  return {
    url,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
