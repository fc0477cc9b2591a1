/** Weighs the processes that were started with `weigh.ts` in them, and tells their growth from noise. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';

/** For the environment of a process; those that it starts have it too. */
export const WEIGHED_ENV = {
  NODE_OPTIONS: `--expose-gc --import ${pathToFileURL(join(import.meta.dirname, 'weigh.ts')).href}`,
};

const PATIENCE_MS = 30_000;

const weightSchema = v.object({ pid: v.number(), program: v.string(), bytes: v.number() });

export interface Weight {
  /** After a collection. */
  heapBytes: number;
  /** With all that is not the heap's. */
  residentBytes: number;
  /** Without connections over TCP: those to the server are kept for a while, and are now one more and now one less. */
  fileCount: number;
  connectionCount: number;
}

export interface Weights {
  /** To be told of every line that the processes write; false for one that is another's. */
  hear(line: string): boolean;
  /** By the file name of its program; the newest where it was started again. */
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

function filesOf(pid: number): Pick<Weight, 'fileCount' | 'connectionCount'> {
  const open = readdirSync(`/proc/${pid}/fd`).flatMap((fd) => fileAt(`/proc/${pid}/fd/${fd}`));
  const overTcp = new Set(
    ['tcp', 'tcp6'].flatMap((protocol) =>
      inodesIn(readFileSync(`/proc/${pid}/net/${protocol}`, 'utf8')),
    ),
  );
  const connectionCount = open.filter((file) => overTcp.has(file)).length;
  return { fileCount: open.length - connectionCount, connectionCount };
}

/** None where it was closed meanwhile. */
function fileAt(link: string): string[] {
  try {
    return [readlinkSync(link)];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** As the links in `/proc/PID/fd` name them; the tenth column (proc_net_tcp(5)). */
function inodesIn(table: string): string[] {
  return table
    .split('\n')
    .slice(1)
    .map((row) => row.trim().split(/\s+/)[9])
    .filter((inode) => inode !== undefined)
    .map((inode) => `socket:[${inode}]`);
}
