/** A contactless card at vsmartcard's virtual reader. The card supports only the command that reads its number. */
import { connect } from 'node:net';

export interface VirtualCard {
  /** Resolves when the card is gone. */
  remove(): Promise<void>;
}

/** The port of vpcd. */
const PORT = 35_963;
const LENGTH_BYTES = 2;
/** Messages of one byte control the card's power. This one asks for the answer to reset. */
const GET_ATR = 4;
/** The answer to reset of a contactless storage card (PC/SC part 3, 3.1.3.2.3). */
const ATR = Buffer.from('3b8f8001804f0ca000000306030001000000006a', 'hex');
const GET_UID = Buffer.from('ffca0000', 'hex');
const SUCCESS = Buffer.from('9000', 'hex');
const NOT_SUPPORTED = Buffer.from('6d00', 'hex');

export function present(uid: Buffer): Promise<VirtualCard> {
  const socket = connect(PORT, '127.0.0.1');
  let pending = Buffer.alloc(0);
  socket.on('data', (piece) => {
    pending = Buffer.concat([pending, Buffer.from(piece)]);
    while (pending.length >= LENGTH_BYTES) {
      const end = LENGTH_BYTES + pending.readUInt16BE(0);
      if (pending.length < end) return;
      const answer = answerTo(pending.subarray(LENGTH_BYTES, end), uid);
      pending = pending.subarray(end);
      if (answer !== null) socket.write(framed(answer));
    }
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () =>
      resolve({
        remove: () =>
          new Promise((removed) => {
            socket.once('close', () => removed());
            socket.destroy();
          }),
      }),
    );
  });
}

function answerTo(message: Buffer, uid: Buffer): Buffer | null {
  if (message.length === 1) return message[0] === GET_ATR ? ATR : null;
  const isForUid = message.subarray(0, GET_UID.length).equals(GET_UID);
  return isForUid ? Buffer.concat([uid, SUCCESS]) : NOT_SUPPORTED;
}

function framed(answer: Buffer): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt16BE(answer.length);
  return Buffer.concat([length, answer]);
}
