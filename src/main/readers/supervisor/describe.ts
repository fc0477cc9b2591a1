/** Describes the state of a reader in one sentence for the log, with what to do about it. Pure. */
import type { ReaderHealth, StillTypes, Unusable } from '../health.ts';

export function describeReader({ name, status }: ReaderHealth): string {
  switch (status.kind) {
    case 'ready':
      return `reader ${name}: ready${status.stillTypes === undefined ? '' : describeTyping(status.stillTypes)}`;
    case 'away':
      return `reader ${name}: away; check its cable`;
    case 'notSetUp':
      return `reader ${name}: not set up; it can be taught on the staff screen`;
    case 'unusable':
      return `reader ${name}: ${describeWhy(status.why)}`;
  }
}

function describeTyping({ why, rule, file }: StillTypes): string {
  const because = {
    libraryMissing: 'koffi is not installed',
    permission: 'this user may not grab it',
    taken: 'another program has grabbed it',
    keyDown: 'one of its keys is down',
  }[why];
  return `, but it also types into the screen because ${because}; add this line to ${file}, run 'udevadm control --reload' and plug it in again: ${rule}`;
}

function describeWhy(why: Unusable): string {
  switch (why.kind) {
    case 'permission':
      return `this user may not open it; add this line to ${why.file}, run 'udevadm control --reload' and plug it in again: ${why.rule}`;
    case 'keyboardOnly':
      return 'read as a keyboard, because it types; for more reliable scans, switch it to HID POS mode with the code in its manual';
    case 'vendorMode':
      return 'in a mode that only software of its maker reads (usage page FF8C); switch it to HID POS or keyboard mode with the code in its manual';
    case 'setAside':
      return 'set aside, because it crashed the reader process three times in a row; unplug it and plug it in again to try once more';
    case 'libraryMissing':
      return `cannot be read without ${why.library}; see docs/readers.md`;
    case 'cannotOpen':
      return `cannot be opened (${why.message})`;
  }
}
