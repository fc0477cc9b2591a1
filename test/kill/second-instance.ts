/** A second terminal in the same folder is refused while the first runs, and only then. */
import { fillAccount, SHOP } from './account.ts';
import type { TerminalConfig } from './messages.ts';
import { startSandboxProcess, startTerminal } from './process.ts';
import type { Scene, Verdict } from './scene.ts';

export async function secondInstance({ folder, cacheDir }: Scene): Promise<Verdict> {
  const sandbox = await startSandboxProcess(cacheDir, { port: 0, db: ':memory:' });
  await fillAccount(sandbox, 1);
  const { url, token } = sandbox;
  const config: TerminalConfig = {
    dataDir: folder,
    url,
    token,
    shopUuid: SHOP,
    settleMs: 1_000,
    canSpendOffline: false,
  };
  const start = async (): Promise<[string | undefined, () => Promise<void>]> => {
    const terminal = startTerminal(config, cacheDir);
    const line = await terminal.next(() => true);
    return [line?.kind, () => terminal.kill()];
  };
  const [first, killFirst] = await start();
  const [second] = await start();
  await killFirst();
  const [third, killThird] = await start();
  await killThird();
  await sandbox.stop();
  const answers = [first, second, third].join(', ');
  return answers === 'ready, locked, ready'
    ? { kind: 'passed', figures: `answers: ${answers}` }
    : { kind: 'failed', why: [`answers: ${answers}`] };
}
