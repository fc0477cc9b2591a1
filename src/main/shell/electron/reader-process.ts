/** Starts the reader process as an Electron utility process. */
import { utilityProcess } from 'electron';
import type { SpawnReaders } from '../../kiosk/open-kiosk.ts';

/** Starts the process with `env` only, so that it never has the kiosk's token. */
export function spawnElectronReaders(workerPath: string, env: NodeJS.ProcessEnv): SpawnReaders {
  return (events) => {
    const child = utilityProcess.fork(workerPath, [], {
      env,
      serviceName: 'Prepaid Kiosk readers',
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    let isEnded = false;
    child.on('message', events.message);
    child.once('exit', () => {
      isEnded = true;
      events.exit();
    });
    return {
      send(command) {
        if (!isEnded) child.postMessage(command);
      },
      kill() {
        // Electron's `kill` sends SIGTERM. A process that hangs in native code does not react to it.
        if (child.pid === undefined) child.kill();
        else killAtOnce(child.pid);
      },
      pid: child.pid,
    };
  };
}

function killAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Ignore the error: the process has already ended.
    return;
  }
}
