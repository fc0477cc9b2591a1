/** Reads a colour in the ways in which people write one. Pure. */

/** `#rrggbb` in small letters, or null. */
export function parseColour(text: string): string | null {
  const lower = text.toLowerCase();
  const long = /^#?([0-9a-f]{6})(?:ff)?$/.exec(lower)?.[1];
  if (long !== undefined) return `#${long}`;
  const short = /^#?([0-9a-f]{3})f?$/.exec(lower)?.[1];
  if (short !== undefined) return `#${short.replaceAll(/./g, '$&$&')}`;
  const rgb = /^rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)$/.exec(lower);
  if (rgb === null) return null;
  const parts = rgb.slice(1).map(Number);
  if (parts.some((part) => part > 255)) return null;
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
