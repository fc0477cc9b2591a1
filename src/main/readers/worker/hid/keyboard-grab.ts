/** Keeps a keyboard that is read raw from typing into the screen as well. */
import type { GrabProblem } from '../../health.ts';
import type { Evdev, GrabbedFile } from './evdev.ts';
import { eventNodesOf, type SystemFiles } from './event-nodes.ts';
import type { HidDevice } from '../../hid-device.ts';

export interface KeyboardGrab {
  /** Takes what is not taken yet. Why the keyboard still types into the screen; null where it does not. */
  renew(): GrabProblem | null;
  release(): void;
}

export interface KeyboardGrabParts {
  files: SystemFiles;
  /** Null where the library is missing. */
  evdev: Evdev | null;
}

export function createKeyboardGrab(
  device: HidDevice,
  { files, evdev }: KeyboardGrabParts,
): KeyboardGrab {
  const taken = new Map<string, GrabbedFile>();

  function take(path: string): GrabProblem | null {
    if (taken.has(path)) return null;
    const grabbed = evdev === null ? 'libraryMissing' : evdev.grab(path);
    if (typeof grabbed === 'string') return grabbed;
    taken.set(path, grabbed);
    return null;
  }

  return {
    // All of them, and those that the desktop ignores too, as a text console does not.
    renew() {
      const nodes = eventNodesOf(device, files);
      const problems = nodes.map(({ path, isIgnored }) => ({ isIgnored, why: take(path) }));
      return problems.find(({ isIgnored, why }) => !isIgnored && why !== null)?.why ?? null;
    },
    release() {
      for (const file of taken.values()) file.close();
      taken.clear();
    },
  };
}
