/**
 * An environment in which Chromium finds one font of the system, and it has no Latin letters: all Latin text must be
 * drawn with the fonts of the kiosk. With no font at all, Chromium 156 draws no text, not even with the page's own fonts.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const FOLDER = resolve('.cache/no-fonts');
const ARABIC =
  '@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2';

export function withoutSystemFonts(): Record<string, string> {
  const fonts = join(FOLDER, 'fonts');
  mkdirSync(fonts, { recursive: true });
  copyFileSync(createRequire(import.meta.url).resolve(ARABIC), join(fonts, 'arabic.woff2'));
  const file = join(FOLDER, 'fonts.conf');
  const cache = join(FOLDER, 'cache');
  writeFileSync(
    file,
    `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir></fontconfig>`,
  );
  return { FONTCONFIG_FILE: file };
}
