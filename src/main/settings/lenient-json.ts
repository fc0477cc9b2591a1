/**
 * Reads JSON as a person writes it: comments, commas at the end of a list, and a name that appears twice with the same
 * value are accepted, because their meaning is clear. Everything else is refused with the line, the name and the remedy.
 * A problem never quotes a value, which may be a token. Pure.
 */

export type LenientJson =
  { kind: 'value'; value: unknown; hasComments: boolean } | { kind: 'damaged'; problem: string };

export function parseLenientJson(text: string): LenientJson {
  const tokens = tokensOf(text);
  const parser = new Parser(tokens.filter(({ kind }) => kind !== 'comment'));
  try {
    const value = parser.whole();
    return { kind: 'value', value, hasComments: tokens.some(({ kind }) => kind === 'comment') };
  } catch (error) {
    if (error instanceof Damage) return { kind: 'damaged', problem: error.message };
    throw error;
  }
}

class Damage extends Error {}

interface Token {
  kind: 'comment' | 'string' | 'sign' | 'word';
  text: string;
  line: number;
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
  return Array.from(text.matchAll(TOKEN), ({ groups = {}, index, 0: found }) => {
    line += newLines(text.slice(at, index));
    at = index;
    const kinds = ['comment', 'string', 'sign'] as const;
    const kind = kinds.find((name) => groups[name] !== undefined) ?? 'word';
    return { kind, text: found, line };
  });
}

function newLines(text: string): number {
  return text.split('\n').length - 1;
}

class Parser {
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
    throw isCutShort ? new Damage('not JSON') : this.#damage(token, whyNoValue(token.text));
  }

  #object(): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    while (!this.#ends('}')) {
      const token = this.#next();
      if (token.kind !== 'string') throw this.#damage(token, whyNoName(token.text));
      const name = this.#string(token);
      this.#path.push(name);
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
    if (this.#path.length > DEPTH_MAX) throw new Damage('not JSON');
    const items: unknown[] = [];
    while (!this.#ends(']')) {
      this.#path.push(String(items.length));
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
    if (token === undefined || this.#path.length > DEPTH_MAX) throw new Damage('not JSON');
    this.#at += 1;
    return token;
  }

  #damage({ line }: Token, why: string): Damage {
    const where = [`line ${line}`, ...(this.#path.length === 0 ? [] : [this.#path.join('.')])];
    return new Damage(`not JSON: ${where.join(', ')}: ${why}`);
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
