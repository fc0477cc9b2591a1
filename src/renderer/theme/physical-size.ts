/** Converts millimetres on the screen to CSS pixels. If the size of the screen is unknown, one inch is 96 pixels. */
import type { PhysicalScreen } from '../../shared/contract.ts';

/** EN 301 549, 5.1.4: a capital H of 0.7° at the distance of a kiosk, 600 mm, is 7.3 mm tall. */
export const LARGE_CAPITAL_MM = 7.3;

/** The height of a capital in Atkinson Hyperlegible Next, as a fraction of the font size. */
export const CAPITAL_HEIGHT = 0.668;

const MM_PER_INCH = 25.4;
/** CSS: a reference pixel is 1/96 of an inch. */
const REFERENCE_PIXELS_PER_MM = 96 / MM_PER_INCH;

export interface PixelSize {
  width: number;
  height: number;
}

/** The number of CSS pixels per millimetre, for any scale factor of the screen. */
export function pixelsPerMm(screen: PhysicalScreen, { width, height }: PixelSize): number {
  if (screen.pixelsPerMm !== null) return screen.pixelsPerMm;
  if (screen.diagonalInches === null) return REFERENCE_PIXELS_PER_MM;
  return Math.hypot(width, height) / (screen.diagonalInches * MM_PER_INCH);
}

/** The smallest font size, in pixels, at which a capital has the height that large text needs. */
export function largeTextPx(screen: PhysicalScreen, size: PixelSize): number {
  return (LARGE_CAPITAL_MM * pixelsPerMm(screen, size)) / CAPITAL_HEIGHT;
}
