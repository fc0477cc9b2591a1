/** The sandbox in a process of its own, so that its work does not count as the kiosk's. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as v from 'valibot';
import { firstJsonLine } from '../../scripts/first-json-line.ts';
import type { FaultInput } from '../../src/sandbox/faults/fault.ts';

const SCRIPT = join(import.meta.dirname, '../../src/sandbox/main.ts');
const READY_WITHIN_MS = 30_000;
const readySchema = v.object({ url: v.string(), token: v.string() });
const addedSchema = v.object({ uuid: v.string() });

export const SHOP = '123123';

export interface BenchSandbox {
  url: string;
  token: string;
  /** Adds contacts and resolves with their uuids. */
  addContacts: (count: number) => Promise<string[]>;
  /** Every request from now on has this fault. Null: none has one. */
  setFault: (fault: FaultInput | null) => Promise<void>;
  stop: () => Promise<void>;
}

export async function startBenchSandbox(): Promise<BenchSandbox> {
  const child = spawn(process.execPath, [SCRIPT, '--demo'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const line = await firstJsonLine(child, READY_WITHIN_MS);
  if (line.kind !== 'line') throw new Error(`the sandbox did not start: ${line.kind}`);
  const { url, token } = v.parse(readySchema, line.value);

  async function admin(method: string, path: string, body?: object): Promise<unknown> {
    const reply = await fetch(`${url}/__sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`the sandbox refused ${method} ${path}: ${await reply.text()}`);
    return reply.json();
  }

  return {
    url,
    token,
    async addContacts(count) {
      const uuids: string[] = [];
      for (let added = 0; added < count; added++) {
        uuids.push(v.parse(addedSchema, await admin('POST', 'contacts', {})).uuid);
      }
      return uuids;
    },
    async setFault(fault) {
      await admin('DELETE', 'faults');
      if (fault !== null) await admin('POST', 'faults', { fault, times: null });
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
