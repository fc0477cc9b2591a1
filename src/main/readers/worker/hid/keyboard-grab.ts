/** Grabs the keyboard whose HID reports we read ourselves, so that it does not also type into the screen. */
import type { GrabProblem } from '../../health.ts';
import type { Evdev, GrabbedFile } from './evdev.ts';
import { eventNodesOf, type SystemFiles } from './event-nodes.ts';
import type { HidDevice } from '../../hid-device.ts';

export interface KeyboardGrab {
  /**
   * Grabs every event node of the keyboard that is not grabbed yet. Returns null, or the reason why the keyboard still
   * types into the screen.
   */
  renew(): GrabProblem | null;
  release(): void;
}

export interface KeyboardGrabParts {
  files: SystemFiles;
  /** Null if the library is missing. */
  evdev: Evdev | null;
}

export function createKeyboardGrab(
  device: HidDevice,
  { files, evdev }: KeyboardGrabParts,
): KeyboardGrab {
  const grabbed = new Map<string, GrabbedFile>();

  function grab(path: string): GrabProblem | null {
    if (grabbed.has(path)) return null;
    const file = evdev === null ? 'libraryMissing' : evdev.grab(path);
    if (typeof file === 'string') return file;
    grabbed.set(path, file);
    return null;
  }

  return {
    // Also grab the nodes that the desktop ignores: a text console does not ignore them.
    renew() {
      const nodes = eventNodesOf(device, files);
      const problems = nodes.map(({ path, isIgnored }) => ({ isIgnored, why: grab(path) }));
      return problems.find(({ isIgnored, why }) => !isIgnored && why !== null)?.why ?? null;
    },
    release() {
      for (const file of grabbed.values()) file.close();
      grabbed.clear();
    },
  };
}
