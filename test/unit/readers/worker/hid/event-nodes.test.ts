import { describe, expect, it } from 'vitest';
import {
  eventNodesOf,
  type SystemFiles,
} from '../../../../../src/main/readers/worker/hid/event-nodes.ts';
import { aSystem, aTypingScanner } from '../../../../builders/system-files.ts';

describe('the event nodes of a keyboard', () => {
  it('are the event nodes of all inputs of the same HID device, and no others', () => {
    const files = aSystem({
      [`${HID}/input/input7/event5/dev`]: '13:69\n',
      [`${HID}/input/input8/event6/dev`]: '13:70\n',
      [`${HID}/input/input8/input8::capslock/brightness`]: '0\n',
      [`${HID}/input/input8/mouse0/dev`]: '13:32\n',
      '/sys/class/hidraw/hidraw3/device/input/input9/event7/dev': '13:71\n',
    });
    expect(eventNodesOf(aTypingScanner(), files)).toEqual([
      { path: '/dev/input/event5', isIgnored: false },
      { path: '/dev/input/event6', isIgnored: false },
    ]);
  });

  it.for([
    ['LIBINPUT_IGNORE_DEVICE=1', true],
    ['LIBINPUT_IGNORE_DEVICE=0', false],
    ['ID_INPUT_KEYBOARD=1', false],
  ] as const)('are ignored by the desktop if udev says so: %s', ([property, isIgnored]) => {
    const files = aSystem({
      [`${HID}/input/input7/event5/dev`]: '13:69\n',
      '/run/udev/data/c13:69': `I:12\nE:${property}\nG:seat\n`,
    });
    expect(eventNodesOf(aTypingScanner(), files)).toEqual([
      { path: '/dev/input/event5', isIgnored },
    ]);
  });

  it('are not found if the hidraw file now belongs to another device', () => {
    const files = aSystem({ [`${HID}/input/input7/event5/dev`]: '13:69\n' });
    expect(eventNodesOf({ ...aTypingScanner(), productId: 0x1201 }, files)).toEqual([]);
  });

  it.for(['', '/dev/hidraw2/../hidraw3', '\\\\?\\hid#vid_05e0', 'DevSrvsID:4294969'])(
    'are not searched for a device at %j',
    (path) => {
      const refuse = (): never => {
        throw new Error('looked at');
      };
      const files: SystemFiles = { list: refuse, read: refuse };
      expect(eventNodesOf({ ...aTypingScanner(), path }, files)).toEqual([]);
    },
  );
});

const HID = '/sys/class/hidraw/hidraw2/device';
