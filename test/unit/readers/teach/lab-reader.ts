/** A reader that is taught cards, whose reports are written in hexadecimal. */
import { teach, type Taught, type TaughtDevice } from '../../../../src/main/readers/teach/teach.ts';

export const LAB_READER: TaughtDevice = {
  name: 'Lab NFC',
  vendorId: 0x072f,
  productId: 0x2200,
  usagePage: 0xff00,
  usage: 1,
};

/** Three presentations of each card, one report each. */
export function taughtBy(...cards: readonly (readonly Uint8Array[])[]): Taught {
  return teach(
    LAB_READER,
    cards.map((card) => card.map((report) => [report])),
  );
}

export function fromHex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

/** The first form in which the numbers are offered, or why not. */
export function taughtHex(...cards: readonly string[]): string[] {
  const taught = taughtBy(...cards.map((text) => [0, 1, 2].map(() => fromHex(text))));
  if (taught.kind === 'refused') return [taught.why];
  return [taught.choices[0].first, taught.choices[0].second];
}

/** A report with this id and these characters. */
export function textReport(id: number, characters: string): string {
  return Buffer.from([id, ...Buffer.from(characters)]).toString('hex');
}
