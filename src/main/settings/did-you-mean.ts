/** Finds the name that a person meant. Pure. */

/** One letter in three may be wrong, but never more than three. */
const LETTERS_FOR_EACH_MISTAKE = 3;
const MISTAKES_MAX = 3;

/** A name without its end, such as its unit, has at least this many letters. */
const BEGINNING_MIN_LETTERS = 4;

/** The known name that is nearest to this one, without regard to capitals. Null if none is near. */
export function nearestName(name: string, known: readonly string[]): string | null {
  return nearest(name, known) ?? onlyOneBeginningWith(name, known);
}

function onlyOneBeginningWith(name: string, known: readonly string[]): string | null {
  if (name.length < BEGINNING_MIN_LETTERS) return null;
  const longer = known.filter((each) => each.toLowerCase().startsWith(name.toLowerCase()));
  return longer.length === 1 ? (longer[0] ?? null) : null;
}

function nearest(name: string, known: readonly string[]): string | null {
  const most = Math.min(MISTAKES_MAX, Math.floor(name.length / LETTERS_FOR_EACH_MISTAKE));
  const near = known
    .map((candidate) => ({ candidate, mistakes: mistakesBetween(name, candidate) }))
    .filter(({ mistakes }) => mistakes <= most)
    .sort((one, other) => one.mistakes - other.mistakes);
  return near[0]?.candidate ?? null;
}

/** How many letters are added, left out, changed, or swapped with the next one. */
function mistakesBetween(one: string, other: string): number {
  const [from, to] = [one.toLowerCase(), other.toLowerCase()];
  let [beforeLast, last]: [number[], number[]] = [
    [],
    Array.from({ length: to.length + 1 }, (_, i) => i),
  ];
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const isSame = from[i - 1] === to[j - 1];
      const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row.push(
        Math.min(
          at(row, j - 1) + 1,
          at(last, j) + 1,
          at(last, j - 1) + (isSame ? 0 : 1),
          isSwapped ? at(beforeLast, j - 2) + 1 : Infinity,
        ),
      );
    }
    [beforeLast, last] = [last, row];
  }
  return at(last, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
