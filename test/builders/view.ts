/** A view of an idle kiosk with the given changes. */
import type { Adjustments, View } from '../../src/shared/contract.ts';

/** The adjustments at the start of a session. */
export const STANDARD: Adjustments = {
  isLarge: false,
  isLow: false,
  isHighContrast: false,
  isStill: false,
  isSpeaking: false,
  volume: 2,
};

export function aView(parts: Partial<View> = {}): View {
  return {
    revision: 0,
    screenId: 0,
    language: 'en',
    languages: ['en', 'nl'],
    adjustments: STANDARD,
    sheet: null,
    speech: 'onRequest',
    physicalScreen: { pixelsPerMm: null, diagonalInches: null },
    currency: 'EUR',
    minorDigits: 2,
    shopName: 'Krusty Krab',
    accentColor: null,
    shopLogo: null,
    shopPictures: [],
    readerPlace: 'below',
    reader: 'ready',
    gesture: 'either',
    isSandbox: true,
    demoCards: [],
    connection: { kind: 'online' },
    takesMoney: true,
    waiting: { count: 0, oldestAt: null, heldCount: 0 },
    drain: null,
    screen: { kind: 'idle' },
    overlay: null,
    leavesInSeconds: null,
    notice: null,
    ...parts,
  };
}
