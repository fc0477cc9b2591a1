/** Weighs processes that have `weigh.ts` loaded. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';

/** Loads `weigh.ts` into a process and into the processes that it starts. */
export const WEIGHED_ENV = {
  NODE_OPTIONS: `--expose-gc --import ${pathToFileURL(join(import.meta.dirname, 'weigh.ts')).href}`,
};

const PATIENCE_MS = 30_000;

const weightSchema = v.object({ pid: v.number(), program: v.string(), bytes: v.number() });

export interface Weight {
  /** The heap after a garbage collection. */
  heapBytes: number;
  /** The whole memory of the process. */
  residentBytes: number;
  /** Without sockets: their number varies because the process keeps connections for a while. */
  files: readonly string[];
  connectionCount: number;
}

export interface Weights {
  /** Reads a line that a process wrote. Returns false if the line is not a weight. */
  hear(line: string): boolean;
  /** Weighs the newest process with this program file. */
  weigh(program: string): Promise<Weight>;
}

export function createWeights(): Weights {
  const pids = new Map<string, number>();
  let answered: ((bytes: number) => void) | null = null;

  return {
    hear(line) {
      const text = /^weight (.*)$/.exec(line)?.[1];
      if (text === undefined) return false;
      const { pid, program, bytes } = v.parse(weightSchema, JSON.parse(text));
      if (bytes === 0) pids.set(program, pid);
      else answered?.(bytes);
      return true;
    },
    async weigh(program) {
      const pid = pids.get(program);
      assert(pid !== undefined, `${program} runs`);
      const heapBytes = await new Promise<number>((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`${program} does not answer`)),
          PATIENCE_MS,
        );
        answered = (bytes) => {
          clearTimeout(timer);
          resolve(bytes);
        };
        process.kill(pid, 'SIGUSR2');
      });
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const residentBytes = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
      return { heapBytes, residentBytes, ...filesOf(pid) };
    },
  };
}

function filesOf(pid: number): Pick<Weight, 'files' | 'connectionCount'> {
  const open = readdirSync(`/proc/${pid}/fd`).flatMap((fd) => fileAt(`/proc/${pid}/fd/${fd}`));
  const overTcp = new Set(
    ['tcp', 'tcp6'].flatMap((protocol) =>
      inodesIn(readFileSync(`/proc/${pid}/net/${protocol}`, 'utf8')),
    ),
  );
  const connectionCount = open.filter((file) => overTcp.has(file)).length;
  // A socket that is being closed is in no list of connections.
  return { files: open.filter((file) => !file.startsWith('socket:')).sort(), connectionCount };
}

/** Empty if the file was closed meanwhile. */
function fileAt(link: string): string[] {
  try {
    return [readlinkSync(link)];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** The sockets as the links in `/proc/PID/fd` name them, from the tenth column (proc_net_tcp(5)). */
function inodesIn(table: string): string[] {
  return table
    .split('\n')
    .slice(1)
    .map((row) => row.trim().split(/\s+/)[9])
    .filter((inode) => inode !== undefined)
    .map((inode) => `socket:[${inode}]`);
}
