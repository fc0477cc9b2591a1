/** The reader process as a utility process of Electron. */
import { utilityProcess } from 'electron';
import type { SpawnReaders } from '../../kiosk/open-kiosk.ts';

/** `env` is all that it gets, so that no token of the kiosk is in it. */
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
      send(order) {
        if (!isEnded) child.postMessage(order);
      },
      kill() {
        // Electron's own `kill` asks politely, which a process that hangs in native code does not hear.
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
    // It has just ended by itself.
    return;
  }
}
