/**
 * A printer of the operating system: sends the raw bytes to a CUPS queue with `lp`. CUPS does not report whether the
 * printer has printed, so the result is never `printed`. A job that is still in the queue after a while is cancelled.
 * Otherwise a printer that is switched on tomorrow would print today's receipts.
 */
import { spawn } from 'node:child_process';
import { childEnv } from '../../lifecycle/child-env.ts';
import type { World } from '../../world/world.ts';
import type { OpenTransport, Sent } from '../transport.ts';

const ANSWER_WITHIN_MS = 15_000;
const CHECK_AGAIN_AFTER_MS = 500;
const CHECKS_MAX = 20;

/** `folder`: the folder of the CUPS programs, for tests. */
export function systemTransport(
  name: string,
  { after }: Pick<World, 'after'>,
  folder: string | null = null,
): OpenTransport {
  const program = (command: string): string => (folder === null ? command : `${folder}/${command}`);
  const run: Run = (command, args, input = new Uint8Array()) =>
    runProgram({ program: program(command), args, input }, after);
  return () =>
    Promise.resolve({
      canReceive: false,
      send: (bytes, isWanted) => (isWanted() ? send({ name, bytes, run }, after) : NOT_ACCEPTED),
      receive: () => Promise.resolve(null),
      close: () => undefined,
      abandon: () => undefined,
    });
}

const NOT_ACCEPTED: Promise<Sent> = Promise.resolve({
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

/** CUPS accepts a whole job or none of it. If `lp` refuses a job, nothing is printed. */
async function send({ name, bytes, run }: Job, after: World['after']): Promise<Sent> {
  // Without a title, the job would be named after the user.
  const accepted = await run('lp', ['-t', 'receipt', '-d', name, '-o', 'raw'], bytes);
  if (accepted.kind === 'hung') return { kind: 'failed', problem: 'unsure', mayBeOut: true };
  if (accepted.kind === 'failed') return NOT_ACCEPTED;
  const job = accepted.output.split(/\s+/).find((word) => isJobOf(name, word));
  // On other systems, `lp` may not print a job name.
  if (job === undefined) return { kind: 'sent' };
  for (let check = 0; check < CHECKS_MAX; check += 1) {
    const queue = await run('lpstat', ['-o', name]);
    if (queue.kind === 'hung') break;
    if (queue.kind === 'done' && !queue.output.split(/\s+/).includes(job)) return { kind: 'sent' };
    await new Promise<void>((resolve) => {
      after(CHECK_AGAIN_AFTER_MS, resolve);
    });
  }
  await run('cancel', [job]);
  return { kind: 'failed', problem: 'unsure', mayBeOut: true };
}

function isJobOf(name: string, word: string): boolean {
  return word.startsWith(`${name}-`) && /^\d+$/.test(word.slice(name.length + 1));
}

type Ended = { kind: 'done'; output: string } | { kind: 'failed' } | { kind: 'hung' };

interface Program {
  program: string;
  args: readonly string[];
  input: Uint8Array;
}

function runProgram({ program, args, input }: Program, after: World['after']): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], env: childEnv() });
    const output: Buffer[] = [];
    const end = (ended: Ended): void => {
      cancel();
      resolve(ended);
    };
    const cancel = after(ANSWER_WITHIN_MS, () => {
      child.kill('SIGKILL');
      end({ kind: 'hung' });
    });
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('error', () => end({ kind: 'failed' }));
    child.once('close', (code) =>
      end(
        code === 0
          ? { kind: 'done', output: Buffer.concat(output).toString() }
          : { kind: 'failed' },
      ),
    );
    // Ignore the error: if the program ends before it has read all input, its exit code reports the failure.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
