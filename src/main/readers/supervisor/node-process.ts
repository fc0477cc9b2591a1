/** The reader process as a child of Node's, for the browser shell and for the proofs. */
import { fork } from 'node:child_process';
import type { SpawnReaders } from './process.ts';

/** `env` is all that it gets, so that no token of the kiosk is in it. */
export function spawnNodeReaders(workerPath: string, env: NodeJS.ProcessEnv): SpawnReaders {
  return (events) => {
    const child = fork(workerPath, [], {
      env,
      execArgv: [],
      serialization: 'json',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let isEnded = false;
    const exit = (): void => {
      if (isEnded) return;
      isEnded = true;
      events.exit();
    };
    child.on('message', events.message);
    child.once('exit', exit);
    child.on('error', () => {
      // It could not be started, or not be told something; either way it is of no use.
      child.kill('SIGKILL');
      if (child.pid === undefined) exit();
    });
    return {
      send(order) {
        if (child.connected) child.send(order);
      },
      kill: () => child.kill('SIGKILL'),
      pid: child.pid,
    };
  };
}
