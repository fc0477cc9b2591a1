/** Starts the sandbox for the demo. Its ledger is in the same folder as the kiosk's journal, so both are kept or lost together. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Children } from './children.ts';
import { firstJsonLine } from './first-json-line.ts';

const READY_WITHIN_MS = 20_000;

/** The shop of the sandbox's demo data. */
const DEMO_SHOP_UUID = '123123';

const readySchema = v.object({ url: v.string(), token: v.string() });

export interface SandboxPlace {
  root: string;
  dataDir: string;
  /** True for a shop that another till uses too. */
  isShared: boolean;
  /** What the kiosk is told: whether the shop is its own. */
  isOwnShop: boolean;
}

/** The environment variables for a kiosk that uses the sandbox; null if the sandbox did not start (it printed why). */
export async function startSandbox(
  children: Children,
  { root, dataDir, isShared, isOwnShop }: SandboxPlace,
): Promise<Record<string, string> | null> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const script = join(root, 'src/sandbox/main.ts');
  const args = [script, '--port', '0', '--db', join(dataDir, 'sandbox.sqlite'), '--demo'];
  if (isShared) args.push('--other-till');
  const child = children.start(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const line = await firstJsonLine(child, READY_WITHIN_MS);
  const ready = v.safeParse(readySchema, line.kind === 'line' ? line.value : null);
  if (!ready.success) return null;
  const { url, token } = ready.output;
  return {
    ...{ KIOSK_API_URL: url, KIOSK_API_TOKEN: token, KIOSK_SHOP_UUID: DEMO_SHOP_UUID },
    KIOSK_OWN_SHOP: String(isOwnShop),
  };
}
