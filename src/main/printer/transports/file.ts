/**
 * A printer that is a file: a USB device on Linux (`/dev/usb/lp0`), or a shared printer on Windows.
 * It only writes, because reading from such a device can block a thread for ever. It never creates a file.
 */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { World } from '../../world/world.ts';
import type { IsWanted, OpenTransport, Sent } from '../transport.ts';

const RETRY_AFTER_MS = 100;
const SEND_WITHIN_MS = 10_000;

export function fileTransport(path: string, { after }: Pick<World, 'after'>): OpenTransport {
  return async () => {
    const file = await openFile(path);
    if (file === null) return null;
    const close = (): void => {
      file.close().catch(() => undefined);
    };
    return {
      canReceive: false,
      send: (bytes, isWanted) => send({ file, bytes, isWanted }, after),
      receive: () => Promise.resolve(null),
      close,
      abandon: close,
    };
  };
}

/**
 * Opens the file in non-blocking mode. Otherwise a busy device, or a pipe that no program reads, would block a thread.
 */
async function openFile(path: string): Promise<FileHandle | null> {
  const isWindows = process.platform === 'win32';
  const flags = constants.O_WRONLY | (isWindows ? 0 : constants.O_NONBLOCK | constants.O_APPEND);
  try {
    return await open(path, flags);
  } catch {
    return null;
  }
}

interface Job {
  file: FileHandle;
  bytes: Uint8Array;
  isWanted: IsWanted;
}

/** A printer that is off or out of paper accepts no bytes (EAGAIN), so we retry until the time limit. */
async function send({ file, bytes, isWanted }: Job, after: World['after']): Promise<Sent> {
  let sentCount = 0;
  for (let elapsedMs = 0; elapsedMs < SEND_WITHIN_MS; elapsedMs += RETRY_AFTER_MS) {
    if (sentCount === 0 && !isWanted()) break;
    const wrote = await write(file, bytes.subarray(sentCount));
    if (wrote.kind === 'failed') {
      // usblp reports 'no space left' if the printer has no paper.
      const problem = wrote.code === 'ENOSPC' ? 'noPaper' : 'fault';
      return { kind: 'failed', problem, mayBeOut: sentCount > 0 };
    }
    sentCount += wrote.count;
    if (sentCount === bytes.length) return { kind: 'sent' };
    await new Promise<void>((resolve) => {
      after(RETRY_AFTER_MS, resolve);
    });
  }
  return { kind: 'failed', problem: sentCount > 0 ? 'unsure' : 'away', mayBeOut: sentCount > 0 };
}

type Wrote = { kind: 'wrote'; count: number } | { kind: 'failed'; code: string };

async function write(file: FileHandle, bytes: Uint8Array): Promise<Wrote> {
  try {
    const { bytesWritten } = await file.write(bytes);
    return { kind: 'wrote', count: bytesWritten };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return code === 'EAGAIN' ? { kind: 'wrote', count: 0 } : { kind: 'failed', code };
  }
}
