/**
 * Grabs a keyboard for this process alone (EVIOCGRAB, linux/input.h), through the optional package `koffi`.
 * Linux releases it when the file is closed, and so also when this process dies.
 */
import { closeSync, constants, openSync } from 'node:fs';
import * as v from 'valibot';
import type { GrabProblem } from '../../health.ts';

export const EVDEV_LIBRARY = 'koffi';

export interface Evdev {
  /** While the returned file is open, no other program gets the keys. If the grab fails, returns the reason. */
  grab(path: string): GrabbedFile | GrabProblem;
}

export interface GrabbedFile {
  close(): void;
}

/** `argument` is its C type and its value. */
type Ioctl = (fd: number, request: number, ...argument: readonly [string, unknown]) => number;

/** The part of the library that we use (koffi 3: load, func, variadic functions). */
const librarySchema = v.object({
  load: v.custom<(path: null) => { func(prototype: string): Ioctl }>(
    (found) => typeof found === 'function',
  ),
});

const EVIOCGRAB = 0x40044590;
/** EVIOCGKEY with room for every key. */
const EVIOCGKEY = 0x80604518;
const KEYS_LENGTH = 0x60;

/** `library` is the loaded package koffi. Returns null if it is missing or does not work here. */
export function createEvdev(library: unknown): Evdev | null {
  const found = v.safeParse(librarySchema, library);
  if (!found.success) return null;
  try {
    const libc = found.output.load(null);
    return { grab: (path) => grab(path, libc.func('int ioctl(int, unsigned long, ...)')) };
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
  const problem = grabFile(fd, ioctl);
  if (problem === null) return { close: () => closeSync(fd) };
  closeSync(fd);
  return problem;
}

function grabFile(fd: number, ioctl: Ioctl): GrabProblem | null {
  const keys = new Uint8Array(KEYS_LENGTH);
  ioctl(fd, EVIOCGKEY, 'uint8_t *', keys);
  // Other programs saw the key go down. After a grab they would never see its release, and would repeat the key for ever.
  if (keys.some((byte) => byte !== 0)) return 'keyDown';
  return ioctl(fd, EVIOCGRAB, 'int', 1) === 0 ? null : 'taken';
}
