/**
 * A printer of the system: the bytes go to a queue of CUPS as they are, by `lp`. What becomes of them in the queue
 * is not known here, so this never says that something was printed.
 */
import { spawn } from 'node:child_process';
import type { World } from '../../world.ts';
import type { OpenWay, Sent } from '../way.ts';

const SEND_WITHIN_MS = 15_000;

/** `program` is for the proofs. */
export function systemWay(name: string, { after }: Pick<World, 'after'>, program = 'lp'): OpenWay {
  return () =>
    Promise.resolve({
      canHear: false,
      send: (bytes) => send({ program, name, bytes }, after),
      hear: () => Promise.resolve(null),
      close: () => undefined,
    });
}

interface Job {
  program: string;
  name: string;
  bytes: Uint8Array;
}

/** CUPS takes a job as a whole or not at all: what `lp` refuses is not printed. */
function send({ program, name, bytes }: Job, after: World['after']): Promise<Sent> {
  return new Promise((resolve) => {
    // Without a title it would be named after the user.
    const child = spawn(program, ['-s', '-t', 'receipt', '-d', name, '-o', 'raw'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const end = (sent: Sent): void => {
      cancel();
      resolve(sent);
    };
    const cancel = after(SEND_WITHIN_MS, () => {
      child.kill('SIGKILL');
      end({ kind: 'failed', problem: 'unsure', mayBeOut: true });
    });
    child.once('error', () => end({ kind: 'failed', problem: 'away', mayBeOut: false }));
    child.once('close', (code) =>
      end(code === 0 ? { kind: 'sent' } : { kind: 'failed', problem: 'away', mayBeOut: false }),
    );
    // An `lp` that ends before it has read all of it says so by its exit.
    child.stdin.on('error', () => undefined);
    child.stdin.end(bytes);
  });
}
