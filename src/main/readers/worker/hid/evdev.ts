/**
 * Takes a keyboard for this process alone (EVIOCGRAB, linux/input.h), by the library `koffi`, which may be missing.
 * Linux gives it back by itself when the file is closed, also where this process dies.
 */
import { closeSync, constants, openSync } from 'node:fs';
import * as v from 'valibot';
import type { GrabProblem } from '../../health.ts';

export const EVDEV_LIBRARY = 'koffi';

export interface Evdev {
  /** Nobody else hears of its keys for as long as the file is open; or why they do. */
  grab(path: string): GrabbedFile | GrabProblem;
}

export interface GrabbedFile {
  close(): void;
}

/** What varies is the C type of the argument, and the argument. */
type Ioctl = (fd: number, request: number, ...varies: readonly [string, unknown]) => number;

/** As much of the library as is used (koffi 3: load, func, variadic functions). */
const librarySchema = v.object({
  load: v.custom<(path: null) => { func(prototype: string): Ioctl }>(
    (found) => typeof found === 'function',
  ),
});

const EVIOCGRAB = 0x40044590;
/** EVIOCGKEY with room for every key that there is. */
const EVIOCGKEY = 0x80604518;
const KEYS_LENGTH = 0x60;

/** `library` is what was loaded by the name koffi; null where it is none, or cannot be used here. */
export function evdevBy(library: unknown): Evdev | null {
  const found = v.safeParse(librarySchema, library);
  if (!found.success) return null;
  try {
    const program = found.output.load(null);
    return { grab: (path) => grab(path, program.func('int ioctl(int, unsigned long, ...)')) };
  } catch {
    return null;
  }
}

function grab(path: string, ioctl: Ioctl): GrabbedFile | GrabProblem {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return 'permission';
  }
  const why = whyNot(fd, ioctl);
  if (why === null) return { close: () => closeSync(fd) };
  closeSync(fd);
  return why;
}

function whyNot(fd: number, ioctl: Ioctl): GrabProblem | null {
  const keys = new Uint8Array(KEYS_LENGTH);
  ioctl(fd, EVIOCGKEY, 'uint8_t *', keys);
  // Whoever saw it pressed would never see it let go, and repeat it for ever.
  if (keys.some((byte) => byte !== 0)) return 'keyDown';
  return ioctl(fd, EVIOCGRAB, 'int', 1) === 0 ? null : 'taken';
}
