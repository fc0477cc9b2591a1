/** `npm run test:fuzz [-- COUNT SEED]`: so many random reports for every decoder; a million unless told otherwise. */
import { FUZZ_TARGETS } from './decoders.ts';

const reportCount = Number(process.argv[2] ?? 1_000_000);
const firstSeed = Number(process.argv[3] ?? Date.now() % 1_000_000);
/** A failure is replayed by its seed, in a moment. */
const PER_SEED = 10_000;

for (const target of FUZZ_TARGETS) {
  const startedMs = performance.now();
  let codeCount = 0;
  for (let done = 0; done < reportCount; done += PER_SEED) {
    const seed = firstSeed + done / PER_SEED;
    try {
      codeCount += target.run(seed, Math.min(PER_SEED, reportCount - done));
    } catch (error) {
      process.stderr.write(
        `${target.name} failed; again with: npm run test:fuzz -- ${PER_SEED} ${seed}\n`,
      );
      throw error;
    }
  }
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  process.stdout.write(
    `${target.name}: ${reportCount} reports, ${codeCount} codes, ${seconds} s, seeds from ${firstSeed}\n`,
  );
}
