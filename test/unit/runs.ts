/**
 * How many runs a property test takes: few in `npm test`, all of them with `KIOSK_PROOF=full`, which `.ci/run` sets.
 * Every test states both numbers.
 */
export const isFullProof = process.env['KIOSK_PROOF'] === 'full';

export function runs({ fast, full }: { fast: number; full: number }): number {
  return isFullProof ? full : fast;
}
