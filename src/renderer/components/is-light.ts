/** Whether a picture would be lost on white: looked at once, small, where the page may look at all. */

const SIDE = 16;
/** Of 255. */
const LIGHT_MIN = 200;
/** One that covers its whole box brings its own ground. */
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
    // Of another origin, or a drawing that holds a page: nobody may look, and white is the usual ground.
    return false;
  }
  return light > covered * LIGHT_MIN && covered < SIDE * SIDE * 255 * COVERED_MAX;
}
