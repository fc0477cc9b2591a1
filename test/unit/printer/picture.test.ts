import { describe, expect, it } from 'vitest';
import { drawReceipt, LINE_IN_DOTS, type Drawing } from '../../../src/main/printer/picture.ts';
import { receiptRows } from '../../../src/shared/receipt/receipt.ts';
import { assert } from '../../../src/shared/assert.ts';
import { aReceipt, type PaidReceipt } from '../../builders/receipt.ts';

async function draw(receipt: Partial<PaidReceipt>, width = 504): Promise<Drawing> {
  const drawing = await drawReceipt(receiptRows(aReceipt(receipt), 'ar'), 'ar', width);
  assert(drawing !== null, 'it can be drawn');
  return drawing;
}

/** For each line, the number of black dots in its left half and in its right half. */
function inkOf({ pixels, width, height }: Drawing): { left: number; right: number }[] {
  const lines = Math.floor(height / LINE_IN_DOTS);
  return Array.from({ length: lines }, (_, line) => {
    const ink = { left: 0, right: 0 };
    for (let y = line * LINE_IN_DOTS; y < (line + 1) * LINE_IN_DOTS; y += 1) {
      for (let x = 0; x < width; x += 1) {
        if ((pixels[4 * (y * width + x)] ?? 255) < 128) ink[x < width / 2 ? 'left' : 'right'] += 1;
      }
    }
    return ink;
  });
}

describe('a receipt that is drawn', () => {
  it.each([384, 504, 576])(
    'has ink on every line at %i dots, also with two scripts in one line',
    async (width) => {
      const drawing = await draw(
        { shopName: 'مقهى البحر Krusty', isDemo: true, isInLedger: false },
        width,
      );
      expect(drawing.width).toBe(width);
      for (const { left, right } of inkOf(drawing)) expect(left + right).toBeGreaterThan(60);
    },
  );

  it('has labels on the right and values on the left in Arabic', async () => {
    const [, , paid, , card] = inkOf(await draw({}));
    for (const line of [paid, card]) {
      expect(line?.left).toBeGreaterThan(60);
      expect(line?.right).toBeGreaterThan(60);
    }
  });

  it('draws nothing beyond its edges', async () => {
    const { pixels, width, height } = await draw({ shopName: 'مقهى '.repeat(30) });
    for (let y = 0; y < height; y += 1) {
      expect(pixels[4 * (y * width)]).toBe(255);
      expect(pixels[4 * (y * width + width - 1)]).toBe(255);
    }
  });

  it('is not drawn if no font has one of its letters', async () => {
    expect(
      await drawReceipt(receiptRows(aReceipt({ shopName: '海' }), 'ar'), 'ar', 504),
    ).toBeNull();
  });
});
