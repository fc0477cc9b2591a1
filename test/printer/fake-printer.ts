/** A fake receipt printer on the loopback network. The test sets its behaviour. */
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { readPaper, type Paper } from './paper.ts';

export type Mood =
  | 'well'
  | 'noPaper'
  | 'coverOpen'
  | 'fault'
  /** Accepts everything and never answers. */
  | 'silent'
  /** Reports no problem, and closes the connection in the middle of the receipt. */
  | 'closes'
  /** Reports no problem at first, and runs out of paper while it prints. */
  | 'runsOut'
  /** Always reports no problem, and never reports that it is done. */
  | 'neverDone';

/** When a printer sends bytes that nobody asked for. */
export type Uninvited = Partial<Record<'onConnect' | 'beforeAnswer' | 'afterReceipt', number[]>>;

export interface FakePrinter {
  port: number;
  mood: Mood;
  uninvited: Uninvited;
  /** The receipts, one for each connection that sent more than status queries. */
  receipts(): Paper[];
  /** The number of all received bytes, including queries. */
  byteCount(): number;
}

/** The answers to DLE EOT 2 and DLE EOT 4 without a problem. Only their fixed bits are set: 0x12. */
const WELL = [0x12, 0x12];
const ANSWERS: Record<Mood, number[]> = {
  well: WELL,
  noPaper: [0x32, 0x72],
  coverOpen: [0x16, 0x12],
  fault: [0x52, 0x12],
  silent: [],
  closes: WELL,
  runsOut: [0x32, 0x72],
  neverDone: WELL,
};

export async function openFakePrinter(mood: Mood = 'well'): Promise<FakePrinter> {
  const sessions: Buffer[] = [];
  const sockets = new Set<Socket>();
  const printer: Pick<FakePrinter, 'mood' | 'uninvited'> = { mood, uninvited: {} };
  const sendUninvited = (socket: Socket, when: keyof Uninvited): void => {
    const bytes = printer.uninvited[when];
    if (bytes !== undefined) socket.write(Uint8Array.from(bytes));
  };
  const server = createServer((socket) => {
    const session = sessions.push(Buffer.alloc(0)) - 1;
    sockets.add(socket);
    sendUninvited(socket, 'onConnect');
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      const before = sessions[session] ?? Buffer.alloc(0);
      const received = Buffer.concat([before, chunk]);
      sessions[session] = received;
      sendUninvited(socket, hasReceipt(chunk) ? 'afterReceipt' : 'beforeAnswer');
      answer(socket, printer.mood, { received, chunk });
    });
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return Object.assign(printer, {
    port,
    receipts: () => sessions.filter(hasReceipt).map((bytes) => readPaper(bytes)),
    byteCount: () => sessions.reduce((sum, { length }) => sum + length, 0),
  });
}

const HOW_IT_IS = Buffer.from([0x10, 0x04, 2, 0x10, 0x04, 4]);
const INITIALIZE = Buffer.from([0x1b, 0x40]);
const WHETHER_DONE = Buffer.from([0x1d, 0x72, 1]);

function hasReceipt(bytes: Buffer): boolean {
  return bytes.includes(INITIALIZE);
}

function answer(
  socket: Socket,
  mood: Mood,
  { received, chunk }: { received: Buffer; chunk: Buffer },
): void {
  if (chunk.includes(HOW_IT_IS)) {
    const isBefore = !hasReceipt(received);
    socket.write(Uint8Array.from(mood === 'runsOut' && isBefore ? WELL : ANSWERS[mood]));
  }
  if (!hasReceipt(chunk)) return;
  if (mood === 'closes') socket.destroy();
  else if (mood === 'well' && received.includes(WHETHER_DONE)) socket.write(Uint8Array.of(0));
}
