/** What the processes share that read the journal behind the scenes: how they report, and that they rest as they work. */
import { constants, setPriority } from 'node:os';
import { setTimeout as rest } from 'node:timers/promises';
import * as v from 'valibot';

/** The part of Electron's `process.parentPort` that we use. */
const electronSchema = v.object({
  parentPort: v.custom<{ postMessage: (message: unknown) => void }>(
    (port) => typeof port === 'object' && port !== null,
  ),
});

/** Electron and Node have different channels to the process that started this one. This one ends with it. */
export function channelToParent(): (message: unknown) => void {
  const electron = v.safeParse(electronSchema, process);
  if (electron.success) {
    const { parentPort } = electron.output;
    return (message) => parentPort.postMessage(message);
  }
  process.on('disconnect', () => process.exit(0));
  return (message) => process.send?.(message);
}

export function takeLowestPriority(): void {
  setPriority(constants.priority.PRIORITY_LOW);
}

// These processes are not part of the core, which the simulation runs.
// eslint-disable-next-line no-restricted-globals
const nowMs = (): number => performance.now();

/** Runs all parts. Rests after each for as long as it took. */
export async function inRest<Part, Result>(
  parts: Generator<Part, Result>,
  onPart: (part: Part) => void = () => undefined,
): Promise<Result> {
  for (;;) {
    const startedMs = nowMs();
    const part = parts.next();
    if (part.done === true) return part.value;
    onPart(part.value);
    await rest(nowMs() - startedMs);
  }
}
