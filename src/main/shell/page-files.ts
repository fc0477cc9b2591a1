/** Reads the files of the built page, for both shells. Never reads outside its folder. */
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

export interface PageFile {
  body: Buffer;
  contentType: string;
}

/** The shop's own logo and pictures, by their address within the page. Null for any other address. */
export type ShopFiles = (address: string) => PageFile | null;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
};

/** The path of the file for a URL path. Null if it is outside the folder or of an unknown type. */
export function pagePath(pageDir: string, urlPath: string): string | null {
  const decoded = decode(urlPath === '/' ? '/index.html' : urlPath);
  if (decoded === null || decoded.includes('\0')) return null;
  const root = resolve(pageDir);
  const path = resolve(root, `.${decoded}`);
  return path.startsWith(root + sep) && extname(path) in CONTENT_TYPES ? path : null;
}

/** Reads the file for a URL path. Null if there is no such file. */
export async function readPageFile(pageDir: string, urlPath: string): Promise<PageFile | null> {
  const path = pagePath(pageDir, urlPath);
  if (path === null) return null;
  try {
    const contentType = CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';
    return { body: await readFile(path), contentType };
  } catch {
    return null;
  }
}

function decode(urlPath: string): string | null {
  try {
    return decodeURIComponent(urlPath);
  } catch {
    return null;
  }
}
