/**
 * The facts that are logged of an error: its name, its error code, and the place where it happened. The message and
 * other properties are never logged: when a value does not parse, the message can contain a card value.
 */

const FRAMES_MAX = 20;

export interface ErrorFacts {
  name: string;
  frames: readonly string[];
}

/** Accepts anything that can be thrown. */
export function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { name: 'not an Error', frames: [] };
  return { name: nameOf(error), frames: framesOf(error) };
}

/** Adds the error code, by which SQLite and the operating system report the cause. */
function nameOf({ name, ...rest }: Error): string {
  const code = 'code' in rest ? String(rest.code) : '';
  const plain = /^\w{1,60}$/.test(name) ? name : 'Error';
  return /^[A-Z0-9_]{1,60}$/.test(code) ? `${plain} (${code})` : plain;
}

/** Skip the message at the start of the stack: it may contain lines that look like frames. */
function framesOf({ stack = '', message }: Error): string[] {
  const at = stack.indexOf(message);
  const frames = at === -1 ? '' : stack.slice(at + message.length);
  return frames
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, FRAMES_MAX)
    .map((line) => line.trim());
}
