/** Opens a link in the user's browser. If that fails, the user can open the printed link. */
import { spawn } from 'node:child_process';
import { childEnv } from '../src/main/lifecycle/child-env.ts';

export function openInBrowser(url: string): void {
  const [command, ...args] = openCommand(process.platform, url);
  const child = spawn(command, args, { stdio: 'ignore', detached: true, env: childEnv() });
  child.once('error', () =>
    process.stderr.write('cannot open a browser; open the link yourself\n'),
  );
  child.unref();
}

function openCommand(platform: NodeJS.Platform, url: string): [string, ...string[]] {
  if (platform === 'darwin') return ['open', url];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}
