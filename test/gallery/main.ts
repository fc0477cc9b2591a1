/**
 * `npm run test:gallery`: shows every fixture in its looks and languages, and runs every check on it.
 *   --sample            every fixture once; the seed chooses the look and language
 *   --every-sample      all that a sample can choose, with any seed: for a new check, look or fixture
 *   --seed 7            repeats the sample with this seed
 *   --shard 2/4         a part of the visits
 *   --only axe          the checks whose name contains this
 *   --fixture balance   the fixtures whose name contains this; --look and --language likewise
 *   --update            accepts the screens as they are: writes test/gallery/snapshots, and runs no other check
 *   --stop-at-failure   visits no more after the first fault
 *   --pages 2           pages side by side
 */
import { launchChromium } from '../../scripts/chromium.ts';
import { readArguments, type Arguments } from './arguments.ts';
import { checksFor } from './checks-for.ts';
import type { Visit } from './checks/check.ts';
import { hasSnapshot } from './checks/snapshot.ts';
import { FIXTURES } from './fixtures.ts';
import { builtPages } from './built-pages.ts';
import { everySamplePlan, fullPlan, samplePlan, shardOf } from './plan.ts';
import { createReport } from './report.ts';
import { ownFonts } from './own-fonts.ts';
import { runVisits } from './run-visits.ts';
import { removeOthers } from './snapshots.ts';

const wanted = readArguments(process.argv.slice(2));
if (wanted.isUpdating) removeOthers(FIXTURES.map(({ name }) => name));
const visits = visitsOf(wanted);
const report = createReport(visits.length);
if (wanted.isSample && !wanted.isEverySample) console.log(`sample with --seed ${wanted.seed}`);

const pages = builtPages();
try {
  await visitAll(visits);
} finally {
  await pages.close();
}
process.exitCode = report.end() === 0 ? 0 : 1;

function visitsOf({ isUpdating, shard, ...rest }: Arguments): Visit[] {
  const { fixture, look, language } = rest;
  const plan = planOf(rest);
  const chosen = plan.filter(
    (visit) =>
      (!isUpdating || (visit.scene === undefined && hasSnapshot(visit))) &&
      visit.fixture.name.includes(fixture) &&
      visit.look.name.includes(look) &&
      visit.language.includes(language),
  );
  return shardOf(chosen, shard);
}

function planOf({
  isEverySample,
  isSample,
  seed,
}: Pick<Arguments, 'isEverySample' | 'isSample' | 'seed'>): Visit[] {
  if (isEverySample) return everySamplePlan();
  return isSample ? samplePlan(seed) : fullPlan();
}

async function visitAll(those: readonly Visit[]): Promise<void> {
  if (those.length === 0) return;
  const browser = await launchChromium(ownFonts());
  try {
    await runVisits(those, {
      browser,
      addressOf: (page) => pages.addressOf(page),
      pageCount: wanted.pages,
      checksOf: (visit) => checksFor(visit, wanted),
      report: (outcome) => report.add(outcome),
      stopsAtFailure: wanted.stopsAtFailure,
    });
  } finally {
    await browser.close();
  }
}
