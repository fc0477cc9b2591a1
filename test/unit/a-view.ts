/** A view of an idle kiosk, with what the test cares about in place. */
import type { View } from '../../src/shared/contract.ts';

export function aView(parts: Partial<View> = {}): View {
  return {
    revision: 0,
    screenId: 0,
    language: 'en',
    languages: ['en', 'nl'],
    currency: 'EUR',
    shopName: 'Krusty Krab',
    accentColor: null,
    shopLogo: null,
    shopPictures: [],
    readerPlace: 'below',
    reader: 'ready',
    isSandbox: true,
    demoCards: [],
    connection: { kind: 'online' },
    takesMoney: true,
    waiting: { count: 0, oldestAt: null, heldCount: 0 },
    drain: null,
    screen: { kind: 'idle' },
    overlay: null,
    notice: null,
    ...parts,
  };
}
