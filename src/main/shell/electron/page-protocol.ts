/**
 * Serves the built page under its own URL scheme, with its security headers.
 * Electron's security checklist, 1: 'Only load secure content'; 7: 'Define a Content Security Policy';
 * 18: 'Avoid usage of the file:// protocol and prefer usage of custom protocols'.
 */
import { protocol } from 'electron';
import { readPageFile, type ShopFiles } from '../page-files.ts';
import { pageHeaders } from '../page-policy.ts';
import { isPageUrl, PAGE_SCHEME } from './page-address.ts';

/** Call before the app is ready. `secure` and `standard` give the page an origin and the rules of https. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Call when the app is ready. */
export function servePage(pageDir: string, shopFile: ShopFiles): void {
  protocol.handle(PAGE_SCHEME, async (request) => {
    const path =
      request.method === 'GET' && isPageUrl(request.url) ? new URL(request.url).pathname : null;
    const file =
      path === null ? null : (shopFile(path.slice(1)) ?? (await readPageFile(pageDir, path)));
    if (file === null) return new Response('Not found.', { status: 404 });
    // The page communicates through IPC, so it needs no network connection.
    const headers = { ...pageHeaders("'none'"), 'content-type': file.contentType };
    return new Response(new Uint8Array(file.body), { headers });
  });
}
