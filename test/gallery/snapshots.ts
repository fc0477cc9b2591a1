/** The screens in words, as they were when somebody last accepted them: one file for each fixture, one part for each look. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Visit } from './checks/check.ts';

const FOLDER = join(import.meta.dirname, 'snapshots');
const TITLE = /^== (.+)$/;
const PLACE = / @ (-?\d+),(-?\d+) (\d+)×(\d+)$/;
/** Another version of the browser may round another way. */
const TOLERANCE_UNITS = 1;
const LINES_SHOWN_MAX = 12;

/** What differs, as lines of a diff. */
export function differences(visit: Visit, is: readonly string[]): string[] {
  const was = readParts(visit.fixture.name).get(titleOf(visit));
  if (!was) return ['it has no snapshot yet: npm run test:gallery -- --update'];
  const lines = changedLines(was, is);
  if (lines.length === 0) return [];
  const rest = lines.length - LINES_SHOWN_MAX;
  return [
    `differs from test/gallery/snapshots/${visit.fixture.name}.txt; accept it with npm run test:gallery -- --update`,
    ...lines.slice(0, LINES_SHOWN_MAX),
    ...(rest > 0 ? [`and ${rest} more lines`] : []),
  ];
}

/** As a diff: what was begins with `-`, what is now with `+`. None if both are the same but for rounding. */
export function changedLines(was: readonly string[], is: readonly string[]): string[] {
  const { start, endOfWas, endOfIs } = changedRange(was, is);
  return [
    ...was.slice(start, endOfWas).map((line) => `- ${line}`),
    ...is.slice(start, endOfIs).map((line) => `+ ${line}`),
  ];
}

/** Keeps the lines that are the same but for rounding, so that a diff has only what changed. */
export function update(visit: Visit, is: readonly string[]): void {
  const parts = readParts(visit.fixture.name);
  const was = parts.get(titleOf(visit)) ?? [];
  const { start, endOfWas, endOfIs } = changedRange(was, is);
  parts.set(titleOf(visit), [
    ...was.slice(0, start),
    ...is.slice(start, endOfIs),
    ...was.slice(endOfWas),
  ]);
  const text = [...parts]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([title, lines]) => `== ${title}\n${lines.join('\n')}\n`)
    .join('\n');
  const file = fileOf(visit.fixture.name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Of fixtures that are gone. */
export function removeOthers(fixtureNames: readonly string[]): void {
  for (const name of snapshotNames()) {
    if (!fixtureNames.includes(name)) rmSync(fileOf(name));
  }
}

/** The fixtures that have a snapshot. */
export function snapshotNames(): string[] {
  return readdirSync(FOLDER).map((file) => file.replace(/\.txt$/, ''));
}

function readParts(fixtureName: string): Map<string, string[]> {
  const parts = new Map<string, string[]>();
  const file = fileOf(fixtureName);
  if (!existsSync(file)) return parts;
  let lines: string[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, title] = TITLE.exec(line) ?? [];
    if (title !== undefined) {
      lines = [];
      parts.set(title, lines);
    } else if (line !== '') lines.push(line);
  }
  return parts;
}

/** Between what is the same at the beginning and at the end. */
function changedRange(
  was: readonly string[],
  is: readonly string[],
): { start: number; endOfWas: number; endOfIs: number } {
  const shorter = Math.min(was.length, is.length);
  let start = 0;
  while (start < shorter && isSame(was[start], is[start])) start += 1;
  let tail = 0;
  while (tail < shorter - start && isSame(was.at(-1 - tail), is.at(-1 - tail))) tail += 1;
  return { start, endOfWas: was.length - tail, endOfIs: is.length - tail };
}

/** But for a unit in a place or a size. */
function isSame(was: string | undefined, is: string | undefined): boolean {
  if (was === undefined || is === undefined) return false;
  if (was === is) return true;
  if (was.replace(PLACE, '') !== is.replace(PLACE, '')) return false;
  const [, ...before] = PLACE.exec(was) ?? [];
  const [, ...now] = PLACE.exec(is) ?? [];
  return (
    before.length > 0 &&
    before.length === now.length &&
    before.every((unit, index) => Math.abs(Number(unit) - Number(now[index])) <= TOLERANCE_UNITS)
  );
}

function titleOf({ look, language }: Visit): string {
  return `${look.name}, ${language}`;
}

function fileOf(fixtureName: string): string {
  return join(FOLDER, `${fixtureName}.txt`);
}
