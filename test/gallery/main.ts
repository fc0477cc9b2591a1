/**
 * `npm run test:gallery`: shows every fixture in its looks and languages, and runs every check on it.
 *   --sample            every fixture once; the seed chooses the look and language
 *   --seed 7            repeats the sample with this seed
 *   --shard 2/4         a part of the visits
 *   --only axe          the checks whose name contains this
 *   --fixture balance   the fixtures whose name contains this; --look and --language likewise
 *   --update            writes the snapshots instead of comparing with them
 *   --pages 2           pages side by side
 */
import { launchChromium } from '../../scripts/chromium.ts';
import { readArguments, type Arguments } from './arguments.ts';
import type { Visit } from './checks/check.ts';
import {
  buildGallery,
  buildPseudoGallery,
  BUILT_RENDERER,
  BUILT_WITH_PSEUDO_WORDS,
  openGallery,
} from './gallery.ts';
import { fullPlan, samplePlan, shardOf } from './plan.ts';
import { createReport } from './report.ts';
import { checksFor, runVisits } from './run-visits.ts';

const wanted = readArguments(process.argv.slice(2));
const visits = visitsOf(wanted);
const report = createReport(visits.length);
if (wanted.isSample) console.log(`sample with --seed ${wanted.seed}`);

await buildGallery();
await buildPseudoGallery();
report.isReady('built');
const browser = await launchChromium();
const spoken = await openGallery(browser, BUILT_RENDERER);
const pseudo = await openGallery(browser, BUILT_WITH_PSEUDO_WORDS);
try {
  await runVisits(visits, {
    browser,
    addresses: { spoken: spoken.address, pseudo: pseudo.address },
    pageCount: wanted.pages,
    checksOf: (visit) => checksFor(visit, wanted),
    report: (outcome) => report.add(outcome),
  });
} finally {
  await browser.close();
  await spoken.close();
  await pseudo.close();
}
process.exitCode = report.end() === 0 ? 0 : 1;

function visitsOf({ isSample, seed, shard, fixture, look, language }: Arguments): Visit[] {
  const plan = isSample ? samplePlan(seed) : fullPlan();
  const chosen = plan.filter(
    (visit) =>
      visit.fixture.name.includes(fixture) &&
      visit.look.name.includes(look) &&
      visit.language.includes(language),
  );
  return shardOf(chosen, shard);
}
