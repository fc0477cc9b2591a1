/** Percentiles of measured times, and how to print figures. A bench measures; it never fails because of a figure. */

export function percentile(valuesMs: readonly number[], share: number): number {
  const sorted = [...valuesMs].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function print(name: string, figures: Readonly<Record<string, number | string>>): void {
  const text = Object.entries(figures).map(
    ([key, value]) => `${key} ${typeof value === 'number' ? Number(value.toPrecision(3)) : value}`,
  );
  process.stdout.write(`${name}: ${text.join(', ')}\n`);
}
