/** Which device the deaths of the reader process are blamed on: the one that was touched last. Pure. */

/** A device that was there at so many deaths in a row is set aside. */
export const DEATHS_MAX = 3;

export interface CrashBlame {
  readonly suspect: string | null;
  readonly deaths: ReadonlyMap<string, number>;
  /** Set aside once, and given back when the deaths went on without them; nobody is twice. */
  readonly reinstated: ReadonlySet<string>;
}

export const NO_BLAME: CrashBlame = { suspect: null, deaths: new Map(), reinstated: new Set() };

export function touched(blame: CrashBlame, key: string): CrashBlame {
  return blame.suspect === key ? blame : { ...blame, suspect: key };
}

/**
 * Only deaths of the same device in a row count. A device that dies while it is read is not always the one that was
 * touched last, so when another one is set aside too, those before it are given one more try.
 */
export function died(blame: CrashBlame): CrashBlame {
  const { suspect, deaths, reinstated } = blame;
  if (suspect === null) return blame;
  const count = (deaths.get(suspect) ?? 0) + 1;
  const aside = setAside(blame).filter((key) => key !== suspect);
  const free = count >= DEATHS_MAX ? aside.filter((key) => !reinstated.has(key)) : [];
  const counts = aside.map(
    (key) => [key, free.includes(key) ? DEATHS_MAX - 1 : DEATHS_MAX] as const,
  );
  return {
    suspect: null,
    deaths: new Map([...counts, [suspect, count]]),
    reinstated: new Set([...reinstated, ...free]),
  };
}

/** The process has lived for long; what is set aside stays so until the kiosk is started again. */
export function livedLong(blame: CrashBlame): CrashBlame {
  const setAside = [...blame.deaths].filter(([, count]) => count >= DEATHS_MAX);
  return { ...blame, deaths: new Map(setAside) };
}

export function setAside({ deaths }: CrashBlame): string[] {
  return [...deaths].filter(([, count]) => count >= DEATHS_MAX).map(([key]) => key);
}
