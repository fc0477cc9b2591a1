/** The texts in docs/troubleshooting.md are the same as on the screen. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';

const ROOT = join(import.meta.dirname, '../../..');
const page = readFileSync(join(ROOT, 'docs/troubleshooting.md'), 'utf8').replaceAll(/ +/g, ' ');
const messages = v.parse(
  v.record(v.string(), v.unknown()),
  JSON.parse(readFileSync(join(ROOT, 'src/renderer/messages/en.json'), 'utf8')),
);

/** The messages with these prefixes are about problems. */
const PROBLEMS =
  /^(out|offline|card|code|look_up|not_paid|paper|staff)_(?!.*(_do$|label|heading|since|spend$|nothing|balance_left|instead|prepaid))/;
/** Messages for staff with such a prefix that are not about a problem. */
const NO_PROBLEM =
  /^(out_(customer|file)|staff_(pin_(do|demo|locked|digits|open)|readers|readers_none|ready|feed.*|typed))$/;

const names = Object.keys(messages).filter((name) => PROBLEMS.test(name) && !NO_PROBLEM.test(name));

describe('the page about troubleshooting', () => {
  it.each(names)('has the text of %s as it is on the screen', (name) => {
    expect(page).toContain(`| ${String(messages[name])} |`);
  });

  const sources = globSync('{scripts,src/main}/**/*.ts', { cwd: ROOT })
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .join();
  const [, startSection = ''] = page.split('## `npm start` fails');
  const rows = [...startSection.matchAll(/^\| ([a-zE][^|]*) \|/gm)].map(([, words = '']) => words);

  it.each(rows.filter((words) => words !== 'words'))(
    'quotes only texts of the program: %s',
    (words) => {
      expect(sources).toContain(words);
    },
  );
});
