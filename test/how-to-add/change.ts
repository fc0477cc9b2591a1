/** What somebody writes who follows a list of docs/architecture.md: new files, and lines in existing ones. */

export type Change =
  { kind: 'create'; text: string } | { kind: 'insert'; lines: readonly Insertion[] };

/** Goes after the first line that contains `after`, or before the first line that contains `before`. */
export type Insertion = { after: string; line: string } | { before: string; line: string };

/** By path. A path that ends with `*.json` stands for every file of its folder. */
export type Changes = Readonly<Record<string, Change>>;

export interface HowTo {
  /** The heading of the list in docs/architecture.md. */
  heading: string;
  /** What the placeholders of the list are replaced by. */
  placeholders: Readonly<Record<string, string>>;
  changes: Changes;
  /** The file of `changes` that declares the new thing. */
  declaration: string;
  /** With the declaration alone, the compiler has to complain about these files. */
  incomplete: readonly string[];
}
