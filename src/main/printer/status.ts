/**
 * The status commands and answers of an ESC/POS printer. Pure.
 * Epson, ESC/POS Command Reference: 'DLE EOT n' (transmit real-time status), 'GS r n' (transmit status), 'DLE DC4 (fn=8)'.
 */
import type { PaperProblem } from '../../shared/contract.ts';

/** DLE EOT 2 (offline cause) and DLE EOT 4 (paper sensor). The printer answers at once, with one byte each, in this order. */
export const QUERY_STATUS = Uint8Array.of(0x10, 0x04, 2, 0x10, 0x04, 4);

/** GS r 1 (paper sensor). The printer answers only when it has printed everything before it. */
export const QUERY_DONE = Uint8Array.of(0x1d, 0x72, 1);

/**
 * DLE DC4, fn 8 (clear buffers). Drops everything that is not printed yet, so it is not printed after the next roll is
 * put in.
 */
export const CLEAR_BUFFER = Uint8Array.of(0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8);

/** The first byte of the answer to `CLEAR_BUFFER`. No other answer has it. */
export function isBufferCleared(byte: number): boolean {
  return byte === 0x37;
}

/** The two answers to `QUERY_STATUS`. Null if the printer has no problem. */
export function problemOf(offlineCause: number, paper: number): PaperProblem | null {
  if ((offlineCause & COVER_OPEN) !== 0) return 'coverOpen';
  if ((offlineCause & PAPER_END_STOP) !== 0 || (paper & PAPER_END) !== 0) return 'noPaper';
  return (offlineCause & ERROR) === 0 ? null : 'fault';
}

/** Bits 0 and 7 of every DLE EOT answer are off, 1 and 4 are on. */
export function isRealTimeStatus(byte: number): boolean {
  return (byte & 0b1001_0011) === 0b0001_0010;
}

/**
 * Bits 4 and 7 of a GS r 1 answer are off, and each sensor sets both of its bits or none: 0 and 1 for paper that is
 * nearly at its end, 2 and 3 for its end. Every DLE EOT answer has bit 4 on.
 */
export function isDoneStatus(byte: number): boolean {
  const isPair = (bits: number): boolean => bits === 0b00 || bits === 0b11;
  return (byte & 0b1001_0000) === 0 && isPair(byte & 0b11) && isPair((byte >> 2) & 0b11);
}

const COVER_OPEN = 0b0000_0100;
const PAPER_END_STOP = 0b0010_0000;
const ERROR = 0b0100_0000;
/** In the answer to DLE EOT 4. */
const PAPER_END = 0b0110_0000;
