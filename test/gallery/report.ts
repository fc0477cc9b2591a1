/** What the gallery prints: its progress, each fault as it is found, where the time went, and the count. */
import type { Finding, Outcome } from './run-visits.ts';

const PROGRESS_EVERY_MS = 10_000;

export interface Report {
  add(outcome: Outcome): void;
  /** Prints the end, and gives how many checks failed. */
  end(): number;
}

export function createReport(visitCount: number): Report {
  const startedMs = performance.now();
  const tookMs = new Map<string, number>();
  let lastProgressMs = startedMs;
  let visited = 0;
  let passed = 0;
  let failed = 0;

  const seconds = (): string => ((performance.now() - startedMs) / 1000).toFixed(1);
  const printProgress = (): void => {
    lastProgressMs = performance.now();
    console.log(`${visited} of ${visitCount} visits, ${failed} failed, ${seconds()} s`);
  };

  return {
    add({ findings, passed: passedNow, tookMs: tookNowMs }) {
      visited += 1;
      passed += passedNow;
      failed += new Set(findings.map(({ check }) => check)).size;
      for (const finding of findings) printFinding(finding);
      for (const [name, ms] of tookNowMs) tookMs.set(name, (tookMs.get(name) ?? 0) + ms);
      if (performance.now() - lastProgressMs > PROGRESS_EVERY_MS) printProgress();
    },
    end() {
      printProgress();
      const slowest = [...tookMs].sort(([, one], [, other]) => other - one);
      for (const [name, ms] of slowest) console.log(`  ${name}: ${(ms / 1000).toFixed(1)} s`);
      console.log(`${passed} passed, ${failed} failed`);
      return failed;
    },
  };
}

function printFinding({ visit, check, fault }: Finding): void {
  const { fixture, look, language } = visit;
  console.log(`FAILED  ${fixture.name}, ${look.name}, ${language}: ${check}: ${fault}`);
}
