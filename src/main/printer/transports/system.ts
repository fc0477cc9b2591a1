/**
 * A printer of the system: the bytes go to a queue of CUPS as they are, by `lp`. What becomes of them at the printer
 * is not known here, so this never says that something was printed. A job that is still in the queue after a while
 * is taken out of it: a printer that is switched on tomorrow prints no receipt of today.
 */
import { spawn } from 'node:child_process';
import { childEnv } from '../../lifecycle/child-env.ts';
import type { World } from '../../world/world.ts';
import type { OpenTransport, Sent } from '../transport.ts';

const ANSWER_WITHIN_MS = 15_000;
const LOOK_AGAIN_AFTER_MS = 500;
const LOOKS = 20;

/** `folder` of the programs of CUPS is for the proofs. */
export function systemTransport(
  name: string,
  { after }: Pick<World, 'after'>,
  folder: string | null = null,
): OpenTransport {
  const program = (called: string): string => (folder === null ? called : `${folder}/${called}`);
  const run: Run = (called, args, input = new Uint8Array()) =>
    runProgram({ program: program(called), args, input }, after);
  return () =>
    Promise.resolve({
      canHear: false,
      send: (bytes, isWanted) => (isWanted() ? send({ name, bytes, run }, after) : NOT_TAKEN),
      hear: () => Promise.resolve(null),
      close: () => undefined,
      abandon: () => undefined,
    });
}

const NOT_TAKEN: Promise<Sent> = Promise.resolve({
  kind: 'failed',
  problem: 'away',
  mayBeOut: false,
});

type Run = (
  program: 'lp' | 'lpstat' | 'cancel',
  args: readonly string[],
  input?: Uint8Array,
) => Promise<Ended>;

interface Job {
  name: string;
  bytes: Uint8Array;
  run: Run;
}

/** CUPS takes a job as a whole or not at all: what `lp` refuses is not printed. */
async function send({ name, bytes, run }: Job, after: World['after']): Promise<Sent> {
  // Without a title it would be named after the user.
  const taken = await run('lp', ['-t', 'receipt', '-d', name, '-o', 'raw'], bytes);
  if (taken.kind === 'hung') return { kind: 'failed', problem: 'unsure', mayBeOut: true };
  if (taken.kind === 'failed') return NOT_TAKEN;
  const job = taken.said.split(/\s+/).find((word) => isJobOf(name, word));
  // Another system's `lp` may name none.
  if (job === undefined) return { kind: 'sent' };
  for (let look = 0; look < LOOKS; look += 1) {
    const queue = await run('lpstat', ['-o', name]);
    if (queue.kind === 'hung') break;
    if (queue.kind === 'done' && !queue.said.split(/\s+/).includes(job)) return { kind: 'sent' };
    await new Promise<void>((resolve) => {
      after(LOOK_AGAIN_AFTER_MS, resolve);
    });
  }
  await run('cancel', [job]);
  return { kind: 'failed', problem: 'unsure', mayBeOut: true };
}

function isJobOf(name: string, word: string): boolean {
  return word.startsWith(`${name}-`) && /^\d+$/.test(word.slice(name.length + 1));
}

type Ended = { kind: 'done'; said: string } | { kind: 'failed' } | { kind: 'hung' };

interface Program {
  program: string;
  args: readonly string[];
  input: Uint8Array;
}

function runProgram({ program, args, input }: Program, after: World['after']): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], env: childEnv() });
    const said: Buffer[] = [];
    const end = (ended: Ended): void => {
      cancel();
      resolve(ended);
    };
    const cancel = after(ANSWER_WITHIN_MS, () => {
      child.kill('SIGKILL');
      end({ kind: 'hung' });
    });
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.once('error', () => end({ kind: 'failed' }));
    child.once('close', (code) =>
      end(code === 0 ? { kind: 'done', said: Buffer.concat(said).toString() } : { kind: 'failed' }),
    );
    // A program that ends before it has read all of it says so by its exit.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
