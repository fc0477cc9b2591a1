/** Which shells the journeys run in: all that this machine can run, or the one that `KIOSK_JOURNEYS` names. */
import type { Runner } from './runner.ts';

export function wantedRunners(runners: readonly Runner[], name: string | undefined): Runner[] {
  if (name === undefined) return [...runners];
  const wanted = runners.filter((runner) => runner.name.toLowerCase() === name.toLowerCase());
  if (wanted.length === 0) throw new Error(`KIOSK_JOURNEYS=${name} is not a shell`);
  return wanted;
}

/** A shell that was asked for must run: it is never skipped. */
export function assertWantedRun(runners: readonly Runner[], name: string | undefined): void {
  if (name === undefined) return;
  for (const { name: shell, lacks } of wantedRunners(runners, name)) {
    if (lacks !== null)
      throw new Error(`KIOSK_JOURNEYS=${name}, but ${shell} cannot run: ${lacks}`);
  }
}
