/** Characters that nobody sees, by their names in ASCII (ECMA-6) as the manuals of scanners write them. Pure. */

const NAMES =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );
const DELETE = 0x7f;

export function visible(text: string): string {
  return Array.from(text, nameOf).join('');
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const name = code === DELETE ? 'DEL' : NAMES[code];
  return name === undefined ? character : `<${name}>`;
}
