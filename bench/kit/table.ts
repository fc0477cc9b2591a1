/** Writes the results as a table of text. Pure. */
import type { Result } from './result.ts';

const HEAD = ['row', 'program', 'reference', 'ratio', 'spread', 'cpu', 'goal', 'verdict'];

export function tableOf(results: readonly Result[]): string {
  const lines = [HEAD, ...results.map(cellsOf)];
  const widths = HEAD.map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cellsOf({
  name,
  unit,
  program,
  reference,
  ratio,
  cpuRatio,
  goal,
  verdict,
}: Result): string[] {
  return [
    name,
    `${short(program)} ${unit}`,
    `${short(reference)} ${unit}`,
    `${short(ratio.judged)}${ratio.share === 0.5 ? '' : ` (p${ratio.share * 100})`}`,
    `${short(ratio.p10)}–${short(ratio.p90)}`,
    cpuRatio === null ? '' : short(cpuRatio),
    `${ratio.kind === 'speed' ? '≥' : '≤'} ${goal}`,
    verdict,
  ];
}

function short(value: number): string {
  return value >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
