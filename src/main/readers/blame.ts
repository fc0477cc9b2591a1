/** Which device the deaths of the reader process are blamed on: the one that was touched last. Pure. */

/** A device that was there at so many deaths in a row is set aside. */
export const DEATHS_MAX = 3;

export interface Blame {
  readonly suspect: string | null;
  readonly deaths: ReadonlyMap<string, number>;
}

export const NO_BLAME: Blame = { suspect: null, deaths: new Map() };

export function touched(blame: Blame, key: string): Blame {
  return blame.suspect === key ? blame : { ...blame, suspect: key };
}

/** Only deaths of the same device in a row count. */
export function died({ suspect, deaths }: Blame): Blame {
  if (suspect === null) return { suspect: null, deaths };
  const count = (deaths.get(suspect) ?? 0) + 1;
  const setAside = [...deaths].filter(([, earlier]) => earlier >= DEATHS_MAX);
  return { suspect: null, deaths: new Map([...setAside, [suspect, count]]) };
}

/** The process has lived for long; what is set aside stays so until the kiosk is started again. */
export function livedLong(blame: Blame): Blame {
  const setAside = [...blame.deaths].filter(([, count]) => count >= DEATHS_MAX);
  return { ...blame, deaths: new Map(setAside) };
}

export function setAside({ deaths }: Blame): string[] {
  return [...deaths].filter(([, count]) => count >= DEATHS_MAX).map(([key]) => key);
}
