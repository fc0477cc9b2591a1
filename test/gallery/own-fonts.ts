/**
 * An environment in which Chromium draws the same letters on every machine. Fontconfig finds one font, which has no
 * Latin letters, so all Latin text is drawn with the fonts of the kiosk; and it gets its settings from here.
 * With no font at all, Chromium 156 draws no text, not even with the page's own fonts.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const FOLDER = resolve('.cache/own-fonts');
const ARABIC =
  '@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2';
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
  copyFileSync(createRequire(import.meta.url).resolve(ARABIC), join(fonts, 'arabic.woff2'));
  const file = join(FOLDER, 'fonts.conf');
  const cache = join(FOLDER, 'cache');
  writeFileSync(
    file,
    `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir>${SETTINGS}</fontconfig>`,
  );
  return { FONTCONFIG_FILE: file };
}
