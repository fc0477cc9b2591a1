/**
 * What the log says about an error: its name, its code and where it happened. Never its message or its other
 * properties, because the text of a value that did not parse can be the value of a card.
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

/** The code is how SQLite and the system say what they found. */
function nameOf({ name, ...rest }: Error): string {
  const code = 'code' in rest ? String(rest.code) : '';
  const plain = /^\w{1,60}$/.test(name) ? name : 'Error';
  return /^[A-Z0-9_]{1,60}$/.test(code) ? `${plain} (${code})` : plain;
}

/** The stack begins with the message, which may contain lines that look like frames: skip it first. */
function framesOf({ stack = '', message }: Error): string[] {
  const at = stack.indexOf(message);
  const frames = at === -1 ? '' : stack.slice(at + message.length);
  return frames
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, FRAMES_MAX)
    .map((line) => line.trim());
}
