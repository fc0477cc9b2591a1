/** Finds out whether a picture would be hard to see on white. Scales it down first. */

const SIDE = 16;
/** From 0 to 255. */
const LIGHT_MIN = 200;
/** A picture that fills its box has its own background. */
const COVERED_MAX = 0.95;

export function isLight(image: HTMLImageElement): boolean {
  const canvas = document.createElement('canvas').getContext('2d');
  if (!canvas) return false;
  canvas.drawImage(image, 0, 0, SIDE, SIDE);
  let light = 0;
  let covered = 0;
  try {
    const { data } = canvas.getImageData(0, 0, SIDE, SIDE);
    for (let at = 0; at < data.length; at += 4) {
      const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at, at + 4);
      covered += alpha;
      light += alpha * (0.2126 * red + 0.7152 * green + 0.0722 * blue);
    }
  } catch {
    // The browser hides the pixels of an SVG with HTML and of a picture from another origin. Most logos are made for white.
    return false;
  }
  return light > covered * LIGHT_MIN && covered < SIDE * SIDE * 255 * COVERED_MAX;
}
