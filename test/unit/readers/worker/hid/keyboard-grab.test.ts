import { describe, expect, it } from 'vitest';
import type { GrabProblem } from '../../../../../src/main/readers/health.ts';
import type { Evdev } from '../../../../../src/main/readers/worker/hid/evdev.ts';
import { createKeyboardGrab } from '../../../../../src/main/readers/worker/hid/keyboard-grab.ts';
import { aSystem, aTypingScanner } from '../../../../builders/system-files.ts';

const INPUT = '/sys/class/hidraw/hidraw2/device/input';
const TWO_NODES = {
  [`${INPUT}/input7/event5/dev`]: '13:69\n',
  [`${INPUT}/input8/event6/dev`]: '13:70\n',
};
const IGNORED = 'E:LIBINPUT_IGNORE_DEVICE=1\n';

/** Event files that the test grants or refuses. */
function anEvdev() {
  const open: string[] = [];
  const refused = new Map<string, GrabProblem>();
  const evdev: Evdev = {
    grab(path) {
      const why = refused.get(path);
      if (why !== undefined) return why;
      open.push(path);
      return { close: () => open.splice(open.indexOf(path), 1) };
    },
  };
  return { evdev, open, refused };
}

describe('a keyboard that we read raw', () => {
  it('has all its event nodes grabbed once, and later released', () => {
    const { evdev, open } = anEvdev();
    const grab = createKeyboardGrab(aTypingScanner(), { files: aSystem(TWO_NODES), evdev });
    expect(grab.renew()).toBeNull();
    expect(grab.renew()).toBeNull();
    expect(open).toEqual(['/dev/input/event5', '/dev/input/event6']);
    grab.release();
    expect(open).toEqual([]);
  });

  it('is grabbed as soon as that is possible', () => {
    const { evdev, open, refused } = anEvdev();
    refused.set('/dev/input/event6', 'permission');
    const grab = createKeyboardGrab(aTypingScanner(), { files: aSystem(TWO_NODES), evdev });
    expect(grab.renew()).toBe('permission');
    refused.clear();
    expect(grab.renew()).toBeNull();
    expect(open).toEqual(['/dev/input/event5', '/dev/input/event6']);
  });

  it('is reported as typing into the screen if the library is missing', () => {
    const files = aSystem(TWO_NODES);
    const grab = createKeyboardGrab(aTypingScanner(), { files, evdev: null });
    expect(grab.renew()).toBe('libraryMissing');
  });

  it('causes no warning if the desktop ignores it, but is grabbed if possible', () => {
    const files = aSystem({
      ...TWO_NODES,
      '/run/udev/data/c13:69': IGNORED,
      '/run/udev/data/c13:70': IGNORED,
    });
    const { evdev, open, refused } = anEvdev();
    refused.set('/dev/input/event6', 'taken');
    const grab = createKeyboardGrab(aTypingScanner(), { files, evdev });
    expect(grab.renew()).toBeNull();
    expect(open).toEqual(['/dev/input/event5']);
    expect(createKeyboardGrab(aTypingScanner(), { files, evdev: null }).renew()).toBeNull();
  });
});
