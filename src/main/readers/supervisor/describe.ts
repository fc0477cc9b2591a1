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
    taken: 'another program has it',
    keyDown: 'a key of it is down',
  }[why];
  return `, and types into the screen as well, as ${because}; put this line into ${file}, run 'udevadm control --reload' and plug it in again: ${rule}`;
}

function describeWhy(why: Unusable): string {
  switch (why.kind) {
    case 'permission':
      return `may not be opened by this user; put this line into ${why.file}, run 'udevadm control --reload' and plug it in again: ${why.rule}`;
    case 'keyboardOnly':
      return 'types like a keyboard, and is read as one; switch it to HID POS mode by the code in its manual for more certain scans';
    case 'setAside':
      return 'set aside, as reading it ended the reader process three times in a row; start the kiosk again to try once more';
    case 'libraryMissing':
      return `cannot be read without ${why.library}; see docs/readers.md`;
    case 'cannotOpen':
      return `cannot be opened (${why.message})`;
  }
}
