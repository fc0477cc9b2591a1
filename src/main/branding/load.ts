/**
 * Loads the shop's own logo and pictures once and keeps them in memory. A file that is missing, too large or of another
 * type is named in the log and skipped. They are only shown as images, so a script in an SVG never runs.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { imageTypeOf, type ImageType } from './image-type.ts';
import type { Log } from '../log/log.ts';

export interface Branding {
  /** The address of the logo within the page, such as `shop/0f3a…9c.png`. Null if there is no logo. */
  logo: string | null;
  pictures: readonly string[];
  /** Returns the file at an address of the logo or of a picture. Null for any other address. */
  file: (address: string) => BrandingFile | null;
}

export interface BrandingFile {
  body: Buffer;
  contentType: string;
}

export interface BrandingSettings {
  /** A file path. */
  logo: string | null;
  /** A folder path. */
  pictures: string | null;
}

const LOGO_MAX_BYTES = 512 * 1024;
const PICTURE_MAX_BYTES = 6 * 1024 * 1024;
const PICTURES_MAX = 8;

const CONTENT_TYPES = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  svg: 'image/svg+xml',
} as const satisfies Record<ImageType, string>;

export function loadBranding(settings: BrandingSettings, log: Log): Branding {
  const files = new Map<string, BrandingFile>();
  const addFile = (path: string, limits: Limits): string | null => {
    const read = readPicture(path, limits);
    if (read.kind === 'refused') {
      log.warn(`the picture ${path} is not shown: ${read.why}`);
      return null;
    }
    const { body, type } = read;
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
    const address = `shop/${hash}.${type}`;
    files.set(address, { body, contentType: CONTENT_TYPES[type] });
    return address;
  };
  const logo = settings.logo === null ? null : addFile(settings.logo, LOGO);
  const pictures = picturesIn(settings.pictures, log).flatMap((path) => {
    const address = addFile(path, PICTURE);
    return address === null ? [] : [address];
  });
  return { logo, pictures, file: (address) => files.get(address) ?? null };
}

interface Limits {
  bytesMax: number;
  types: readonly ImageType[];
}

const LOGO: Limits = { bytesMax: LOGO_MAX_BYTES, types: ['svg', 'png', 'webp'] };
const PICTURE: Limits = { bytesMax: PICTURE_MAX_BYTES, types: ['jpeg', 'png', 'webp'] };

type PictureResult =
  { kind: 'picture'; body: Buffer; type: ImageType } | { kind: 'refused'; why: string };

function readPicture(path: string, { bytesMax, types }: Limits): PictureResult {
  try {
    const { size } = statSync(path);
    if (size > bytesMax) return refused(`it is larger than ${bytesMax / 1024} kB`);
    const body = readFileSync(path);
    const type = imageTypeOf(body);
    return type !== null && types.includes(type)
      ? { kind: 'picture', body, type }
      : refused(`its type is not one of: ${types.join(', ')}`);
  } catch {
    return refused('it cannot be read');
  }
}

function refused(why: string): PictureResult {
  return { kind: 'refused', why };
}

/** Lists the files by name. Skips files that begin with a dot, because they belong to the system. */
function picturesIn(folder: string | null, log: Log): string[] {
  if (folder === null) return [];
  try {
    const names = readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .sort();
    if (names.length > PICTURES_MAX)
      log.warn(`only the first ${PICTURES_MAX} pictures of ${folder} are shown`);
    return names.slice(0, PICTURES_MAX).map((name) => join(folder, name));
  } catch {
    log.warn(`the folder ${folder} cannot be read, so no pictures are shown`);
    return [];
  }
}
