/** Decides which device to blame for crashes of the reader process: the one that was touched last. Pure. */

/** A device that is blamed for this many crashes in a row is set aside: the kiosk no longer opens it. */
export const CRASHES_MAX = 3;

export interface CrashBlame {
  readonly suspect: string | null;
  readonly crashes: ReadonlyMap<string, number>;
  /** Devices that were set aside and got another try, because crashes continued without them. Each gets one such try. */
  readonly reinstated: ReadonlySet<string>;
}

export const NO_BLAME: CrashBlame = { suspect: null, crashes: new Map(), reinstated: new Set() };

export function touched(blame: CrashBlame, key: string): CrashBlame {
  return blame.suspect === key ? blame : { ...blame, suspect: key };
}

/**
 * Only crashes of the same device in a row count. The device that crashes the process is not always the one that was
 * touched last. So when a second device is set aside too, the earlier ones get one more try.
 */
export function crashed(blame: CrashBlame): CrashBlame {
  const { suspect, crashes, reinstated } = blame;
  if (suspect === null) return blame;
  const count = (crashes.get(suspect) ?? 0) + 1;
  const aside = setAside(blame).filter((key) => key !== suspect);
  const free = count >= CRASHES_MAX ? aside.filter((key) => !reinstated.has(key)) : [];
  const counts = aside.map(
    (key) => [key, free.includes(key) ? CRASHES_MAX - 1 : CRASHES_MAX] as const,
  );
  return {
    suspect: null,
    crashes: new Map([...counts, [suspect, count]]),
    reinstated: new Set([...reinstated, ...free]),
  };
}

/** The device is used again. One more crash sets it aside again. */
export function givenAnotherTry(blame: CrashBlame, key: string): CrashBlame {
  return { ...blame, crashes: new Map([...blame.crashes, [key, CRASHES_MAX - 1]]) };
}

/** After a long run, earlier crashes no longer count. A device that was set aside stays so until it gets another try. */
export function ranLong(blame: CrashBlame): CrashBlame {
  const setAside = [...blame.crashes].filter(([, count]) => count >= CRASHES_MAX);
  return { ...blame, crashes: new Map(setAside) };
}

export function setAside({ crashes }: CrashBlame): string[] {
  return [...crashes].filter(([, count]) => count >= CRASHES_MAX).map(([key]) => key);
}
