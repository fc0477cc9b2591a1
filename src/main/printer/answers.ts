/**
 * Separates a printer's answers from the bytes that it sends by itself: flow control, automatic status back (ASB), and
 * notices. Pure, except for the position in the stream.
 * Epson, ESC/POS Command Reference: 'GS a n' (ASB), 'DLE DC4 (fn=8)', 'Power-on and power-off notices'.
 */

/** Returns true for a byte that can be (the beginning of) an answer. Give it every byte, in order. */
export type CanBeAnswer = (byte: number) => boolean;

const XON = 0x11;
const XOFF = 0x13;

/** The other three bytes of an ASB packet look like an answer to GS r, so they must be counted off. */
const ASB_BYTES_AFTER_FIRST = 3;

/** A block: a header, an identifier of these, data, and NUL. The NUL looks like an answer to GS r. */
const BLOCKS: Readonly<Record<number, { min: number; max: number; isAnswer: boolean }>> = {
  /** Answers to DLE DC4 (fn=8) and to other functions. */
  0x37: { min: 0x20, max: 0x2f, isAnswer: true },
  /** The printer was switched on or off. */
  0x3b: { min: 0x30, max: 0x31, isAnswer: false },
};
/** No block is longer. After that, the bytes count again, so that noise does not hide an answer for ever. */
const BLOCK_BYTES_MAX = 80;

type Position =
  | { kind: 'between' }
  | { kind: 'asb'; left: number }
  | { kind: 'header'; byte: number }
  | { kind: 'block'; left: number };

const BETWEEN: Position = { kind: 'between' };

export function createAnswerFilter(): CanBeAnswer {
  let position: Position = BETWEEN;

  function begins(byte: number): boolean {
    const block = BLOCKS[byte];
    if (isAsbFirst(byte)) position = { kind: 'asb', left: ASB_BYTES_AFTER_FIRST };
    else if (block !== undefined) position = { kind: 'header', byte };
    else position = BETWEEN;
    return block?.isAnswer ?? position.kind === 'between';
  }

  return (byte) => {
    if (byte === XON || byte === XOFF) return false;
    switch (position.kind) {
      case 'between':
        return begins(byte);
      case 'asb': {
        // Bits 4 and 7 are off in these bytes. Any other byte shows that the packet was cut short.
        if ((byte & 0b1001_0000) !== 0) return begins(byte);
        const left = position.left - 1;
        position = left === 0 ? BETWEEN : { kind: 'asb', left };
        return false;
      }
      case 'header': {
        const block = BLOCKS[position.byte];
        if (block === undefined || byte < block.min || byte > block.max) return begins(byte);
        position = { kind: 'block', left: BLOCK_BYTES_MAX };
        return false;
      }
      case 'block': {
        const left = position.left - 1;
        position = byte === 0 || left === 0 ? BETWEEN : { kind: 'block', left };
        return false;
      }
    }
  };
}

/** Bits 0, 1 and 7 are off and bit 4 is on. An answer to DLE EOT has bit 1 on. */
function isAsbFirst(byte: number): boolean {
  return (byte & 0b1001_0011) === 0b0001_0000;
}
