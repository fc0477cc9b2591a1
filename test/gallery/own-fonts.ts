/**
 * An environment in which Chromium hints letters in the same way on every machine. Without these settings, letters are a
 * little wider or narrower. The system's fonts stay: Chromium 156 ends when no font has a letter that it needs, such as
 * an emoji in a shop's name.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const FOLDER = resolve('.cache/own-fonts');
const ARABIC =
  '@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2';
/** As Debian has them. */
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
    `<?xml version="1.0"?><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${fonts}</dir><cachedir>${cache}</cachedir>${SETTINGS}</fontconfig>`,
  );
  return { FONTCONFIG_FILE: file };
}
