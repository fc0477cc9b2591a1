/**
 * Reads JSON as a person writes it: comments, commas at the end of a list, and a name that appears twice with the same
 * value are accepted, because their meaning is clear. Everything else is refused with the line, the name and the remedy.
 * A problem never quotes a value, which may be a token. Pure.
 */

export type LenientJson =
  | {
      kind: 'value';
      value: unknown;
      hasComments: boolean;
      /** The line of each setting, by its name with those around it, such as `offline.enabled`. */
      lines: ReadonlyMap<string, number>;
    }
  | { kind: 'damaged'; problem: string; name: string | null; line: number };

export function parseLenientJson(text: string): LenientJson {
  const tokens = tokensOf(text);
  const parser = new Parser(tokens.filter(({ kind }) => kind !== 'comment'));
  try {
    const value = parser.whole();
    const hasComments = tokens.some(({ kind }) => kind === 'comment');
    return { kind: 'value', value, hasComments, lines: parser.lines };
  } catch (error) {
    if (error instanceof Damage) return { kind: 'damaged', ...error.found };
    throw error;
  }
}

class Damage extends Error {
  readonly found: { problem: string; name: string | null; line: number };

  constructor(found: Damage['found']) {
    super(found.problem);
    this.found = found;
  }
}

interface Token {
  kind: 'comment' | 'string' | 'sign' | 'word';
  text: string;
  line: number;
  /** The first is 1. */
  column: number;
}

const TOKEN =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<string>"(?:[^"\\\n]|\\.)*")|(?<sign>[{}[\],:])|(?<word>[^\s{}[\],:"]+|")/gu;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/u;
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
/** The settings are four levels deep. */
const DEPTH_MAX = 20;

function tokensOf(text: string): Token[] {
  let line = 1;
  let at = 0;
  let lineStart = 0;
  return Array.from(text.matchAll(TOKEN), ({ groups = {}, index, 0: found }) => {
    const passed = text.slice(at, index);
    line += newLines(passed);
    if (passed.includes('\n')) lineStart = at + passed.lastIndexOf('\n') + 1;
    at = index;
    const kinds = ['comment', 'string', 'sign'] as const;
    const kind = kinds.find((name) => groups[name] !== undefined) ?? 'word';
    return { kind, text: found, line, column: index - lineStart + 1 };
  });
}

function newLines(text: string): number {
  return text.split('\n').length - 1;
}

class Parser {
  readonly lines = new Map<string, number>();
  readonly #tokens: readonly Token[];
  #at = 0;
  /** The names of the settings around the present value. */
  readonly #path: string[] = [];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): unknown {
    const value = this.#value();
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw this.#damage(rest, 'something follows the last bracket');
    return value;
  }

  #value(): unknown {
    const token = this.#next();
    if (token.kind === 'string') return this.#string(token);
    if (token.text === '{') return this.#object();
    if (token.text === '[') return this.#list();
    if (NUMBER.test(token.text)) return Number(token.text);
    if (WORDS.has(token.text)) return WORDS.get(token.text);
    const isCutShort = token.text === '"' && token.line === this.#tokens.at(-1)?.line;
    throw isCutShort ? this.#cutShort() : this.#damage(token, whyNoValue(token.text));
  }

  #object(): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    while (!this.#ends('}')) {
      const token = this.#next();
      if (token.kind !== 'string') throw this.#damage(token, whyNoName(token.text));
      const name = this.#string(token);
      this.#path.push(name);
      this.lines.set(this.#path.join('.'), token.line);
      this.#expect(':');
      const value = this.#value();
      if (entries.has(name) && !isEqual(entries.get(name), value)) {
        throw this.#damage(token, 'appears twice with different values; keep one of them');
      }
      entries.set(name, value);
      this.#path.pop();
      this.#separates('}', name);
    }
    return Object.fromEntries(entries);
  }

  #list(): unknown[] {
    if (this.#path.length > DEPTH_MAX) throw this.#tooDeep();
    const items: unknown[] = [];
    while (!this.#ends(']')) {
      this.#path.push(String(items.length));
      const first = this.#tokens[this.#at];
      if (first !== undefined) this.lines.set(this.#path.join('.'), first.line);
      items.push(this.#value());
      this.#path.pop();
      this.#separates(']', null);
    }
    return items;
  }

  #string(token: Token): string {
    try {
      return String(JSON.parse(token.text));
    } catch {
      throw this.#damage(token, 'a backslash in a text must be doubled');
    }
  }

  /** Goes past the end sign if it comes next. */
  #ends(sign: string): boolean {
    if (this.#tokens[this.#at]?.text !== sign) return false;
    this.#at += 1;
    return true;
  }

  #separates(end: string, name: string | null): void {
    const token = this.#tokens[this.#at];
    if (token?.text === end) return;
    if (token !== undefined && token.text !== ',') {
      if (name !== null) this.#path.push(name);
      throw this.#damage(token, 'a comma is missing before this line, or a text is not in "…"');
    }
    this.#at += 1;
    const after = this.#tokens[this.#at];
    if (name !== null && after?.kind === 'word' && /^\d/u.test(after.text)) {
      this.#path.push(name);
      throw this.#damage(after, 'a comma in a number; write amounts in whole cents, such as 1050');
    }
  }

  #expect(sign: string): void {
    const token = this.#next();
    if (token.text !== sign) throw this.#damage(token, `expected ${sign}`);
  }

  #next(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw this.#cutShort();
    if (this.#path.length > DEPTH_MAX) throw this.#tooDeep();
    this.#at += 1;
    return token;
  }

  #cutShort(): Damage {
    const line = this.#tokens.at(-1)?.line ?? 1;
    const why = `the file ends on line ${line}, before its last closing bracket`;
    return new Damage({ problem: `not JSON: ${why}`, name: null, line });
  }

  #tooDeep(): Damage {
    const line = this.#tokens[this.#at]?.line ?? 1;
    return new Damage({ problem: `not JSON: line ${line}: too many brackets`, name: null, line });
  }

  #damage({ line, column }: Token, why: string): Damage {
    const name = this.#path.length === 0 ? null : this.#path.join('.');
    const where = [`line ${line}`, `column ${column}`, ...(name === null ? [] : [name])];
    return new Damage({ problem: `not JSON: ${where.join(', ')}: ${why}`, name, line });
  }
}

function whyNoValue(word: string): string {
  if (/^[“”„«»‘’']/u.test(word)) return 'a text must be in straight double quotation marks';
  if (word === '"') return 'a text has no closing quotation mark';
  if (WORDS.has(word.toLowerCase())) return 'write true, false and null in small letters';
  return 'not a value; a text must be in double quotation marks, a number has only digits';
}

function whyNoName(word: string): string {
  if (word === ',') return 'two commas follow each other';
  return 'a name must be in straight double quotation marks';
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
