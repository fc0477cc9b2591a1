/** The pattern of a shop's card: quarter rounds in two tones. Each shop has its own, and nobody has to draw one. */

/** A quarter round in a grid of four by four cells, whose corner is at 0 to 3 quarter turns. */
export interface QuarterRound {
  column: number;
  row: number;
  turns: number;
  tone: 'deep' | 'lit';
}

const CELLS = 4;
/** One cell in eight is empty. The cells on the side of the shop's name are empty more often. */
const EMPTY_ONE_IN = 8;

/** The same text gives the same pattern. `seed`: what the shop is called, or its id. */
export function cardPattern(seed: string): QuarterRound[] {
  const next = numbersFrom(seed);
  const rounds: QuarterRound[] = [];
  for (let row = 0; row < CELLS; row += 1) {
    for (let column = 0; column < CELLS; column += 1) {
      const [chance, turns, tone] = [next(), next(), next()];
      const isUnderName = row === 0 && column === 0;
      const isEmpty = isUnderName || chance % (column === 0 ? 2 : EMPTY_ONE_IN) === 0;
      if (isEmpty) continue;
      rounds.push({ column, row, turns: turns % 4, tone: tone % 2 === 0 ? 'deep' : 'lit' });
    }
  }
  return rounds;
}

/** The path of a quarter round in a cell of 25 by 25, for each number of turns. */
export const QUARTER_PATHS = [
  'M0 0h25A25 25 0 0 1 0 25z',
  'M25 0v25A25 25 0 0 1 0 0z',
  'M25 25H0A25 25 0 0 1 25 0z',
  'M0 25V0A25 25 0 0 1 25 25z',
] as const;

/** Numbers from 0 to 2³² - 1 that only look random: FNV-1a of the seed, then xorshift. */
function numbersFrom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const character of seed) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  if (state === 0) state = 1;
  return () => {
    state = (state ^ (state << 13)) >>> 0;
    state = (state ^ (state >>> 17)) >>> 0;
    state = (state ^ (state << 5)) >>> 0;
    return state >>> 8;
  };
}
