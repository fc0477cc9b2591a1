/** A terminal shows how much is done and how long the rest takes. A file gets nothing. */
import { describe, expect, it } from 'vitest';
import { progressLine } from '../../../scripts/progress-line.ts';

function anOutput(isTTY: boolean) {
  const texts: string[] = [];
  return { texts, output: { isTTY, columns: 80, write: (text: string) => texts.push(text) } };
}

describe('the progress line', () => {
  it('shows the share, the time left and the present step', () => {
    const { texts, output } = anOutput(true);
    let nowMs = 0;
    const line = progressLine(output, () => nowMs);
    nowMs = 10_000;
    line.show('archive 2026-01', 1_000, 4_000);
    expect(texts).toEqual([
      '\r\u001b[2K[######..................] 25 %, 0:30 left  archive 2026-01',
    ]);
    line.show('archive 2026-01', 1_001, 4_000);
    expect(texts).toHaveLength(1);
    line.clear();
    expect(texts.at(-1)).toBe('\r\u001b[2K');
  });

  it('writes nothing if the output is no terminal', () => {
    const { texts, output } = anOutput(false);
    const line = progressLine(output);
    line.show('journal', 1, 2);
    line.clear();
    expect(texts).toEqual([]);
  });
});
