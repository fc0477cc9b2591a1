/** Shows control characters by their ASCII names (ECMA-6), as scanner manuals write them. Pure. */

const NAMES =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );
const DELETE = 0x7f;

export function visible(text: string): string {
  return Array.from(text, nameOf).join('');
}

/** A code as the staff screen shows it. */
export function shownCode(code: string): string {
  return visible(code).slice(0, 200);
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const name = code === DELETE ? 'DEL' : NAMES[code];
  return name === undefined ? character : `<${name}>`;
}
