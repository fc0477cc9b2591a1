/** Starts the reader process as a Node child process, for the browser shell and for tests. */
import { fork } from 'node:child_process';
import type { SpawnReaders } from './process.ts';

/** The process gets only `env`, so that it never has the kiosk's token. */
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
      // The process did not start, or a message could not be sent. In both cases it is unusable.
      child.kill('SIGKILL');
      if (child.pid === undefined) exit();
    });
    return {
      send(command) {
        if (child.connected) child.send(command);
      },
      kill: () => child.kill('SIGKILL'),
      pid: child.pid,
    };
  };
}
