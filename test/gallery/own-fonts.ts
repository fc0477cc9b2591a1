/**
 * An environment in which Chromium draws the same letters on every machine. Fontconfig finds one font, which has no
 * letters, so all text is drawn with the fonts of the kiosk; and it gets its settings from here. With no font at all,
 * Chromium 156 draws no text, not even with the page's own fonts. With a system font in WOFF2, it crashes on a
 * character that no font has, such as an emoji.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve('.cache/gallery-fonts');
/** Made for this: a box for what cannot be drawn, and one empty private character. */
const BLANK = join(import.meta.dirname, 'blank.ttf');
/** As Debian has them. Without them, letters are a little wider or narrower. */
const SETTINGS = `<match target="pattern">${[
  ['antialias', '<bool>true</bool>'],
  ['hinting', '<bool>true</bool>'],
  ['hintstyle', '<const>hintslight</const>'],
  ['lcdfilter', '<const>lcddefault</const>'],
]
  .map(([name = '', value = '']) => `<edit name="${name}" mode="assign">${value}</edit>`)
  .join('')}</match>`;

export function ownFonts(): Record<string, string> {
  const fonts = join(FOLDER, 'fonts');
  mkdirSync(fonts, { recursive: true });
  copyFileSync(BLANK, join(fonts, 'blank.ttf'));
  const file = join(FOLDER, 'fonts.conf');
  const cache = join(FOLDER, 'cache');
  writeFileSync(
    file,
    `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir>${SETTINGS}</fontconfig>`,
  );
  return { FONTCONFIG_FILE: file };
}
