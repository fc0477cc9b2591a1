/**
 * What a process says of the failure that ends it: the name of the error and where it happened, and nothing of its
 * message or its parts, for a value that did not parse can be a card's.
 */

const FRAMES_MAX = 20;

/** Whatever was thrown. */
export function lastWords(error: unknown): string[] {
  if (!(error instanceof Error)) return ['stopped by something that is no error'];
  return [`stopped by ${nameOf(error)}`, ...framesOf(error)];
}

/** The code tells what SQLite and the system found. */
function nameOf({ name, ...rest }: Error): string {
  const code = 'code' in rest ? String(rest.code) : '';
  const plain = /^\w{1,60}$/.test(name) ? name : 'an error';
  return /^[A-Z0-9_]{1,60}$/.test(code) ? `${plain} (${code})` : plain;
}

/** The message stands before them, and may have lines that look like them. */
function framesOf({ stack = '', message }: Error): string[] {
  const at = stack.indexOf(message);
  const frames = at === -1 ? '' : stack.slice(at + message.length);
  return frames
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, FRAMES_MAX);
}
