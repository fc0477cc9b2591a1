/**
 * `npm run test:kill`: runs a real process with a real file and real HTTP. It is killed at random moments,
 * has a full disk, has no ledger for its whole life, finds its files damaged, and is started twice.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { damagedFiles } from './damaged-files.ts';
import { fullDisk } from './full-disk.ts';
import { fullDiskArchiving } from './full-disk-archiving.ts';
import { killed } from './killed.ts';
import { killedArchiving } from './killed-archiving.ts';
import { killAll } from './process.ts';
import type { Scene, Verdict } from './scene.ts';
import { secondInstance } from './second-instance.ts';
import { withoutLedger } from './without-ledger.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '110' },
    only: { type: 'string' },
  },
});

const SCENES: readonly (readonly [string, (scene: Scene) => Promise<Verdict>])[] = [
  ['kill -9 at random moments', killed],
  ['a full disk', fullDisk],
  ['no ledger for a whole run', withoutLedger],
  ['damaged files after kill -9', damagedFiles],
  ['a second instance', secondInstance],
  ['kill -9 while months move to archives', killedArchiving],
  ['a full disk while months move to archives', fullDiskArchiving],
];

const root = mkdtempSync(join(tmpdir(), 'kill-'));
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.once('exit', () => {
  killAll();
  rmSync(root, { recursive: true, force: true });
});

let [passed, failed, skipped] = [0, 0, 0];
for (const [name, run] of SCENES) {
  if (values.only !== undefined && !name.includes(values.only)) continue;
  const startedMs = performance.now();
  const folder = mkdtempSync(join(root, 'scene-'));
  const verdict = await run({
    folder,
    cacheDir: join(root, 'cache'),
    seed: Number(values.seed),
    kills: Number(values.kills),
  }).catch((error: unknown): Verdict => ({
    kind: 'failed',
    why: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  }));
  killAll();
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  if (verdict.kind === 'passed') {
    passed += 1;
    say(`passed   ${name} (${seconds} s): ${verdict.figures}`);
  } else if (verdict.kind === 'skipped') {
    skipped += 1;
    say(`SKIPPED  ${name}: ${verdict.why}`);
  } else {
    failed += 1;
    say(`FAILED   ${name} (${seconds} s, --seed ${values.seed})`);
    for (const why of verdict.why.slice(0, 20)) say(`         ${why}`);
  }
}
if (skipped > 0) say(`${skipped} SKIPPED: the lines above name what this machine lacks`);
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
process.exit();
