/** The HTTP routes of the browser shell: the one-time link, and the built page for the browser that opened it. */
import { Hono } from 'hono';
import type { Language } from '../../../shared/languages/index.ts';
import { readPageFile, type ShopFiles } from '../page-files.ts';
import { pageHeaders } from '../page-policy.ts';
import { isHostAllowed, isOriginAllowed, type Access } from './access.ts';
import { ELSEWHERE_STYLE, ELSEWHERE_STYLE_PATH, elsewherePage } from './elsewhere-page.ts';
import { CLIENT_PATH, ELSEWHERE_PATH } from './wire.ts';

export interface PagesOptions {
  access: Access;
  port: number;
  /** The folder of the built page. */
  pageDir: string;
  shopFile: ShopFiles;
  /** The folder of the built client script. */
  clientDir: string;
  /** The language of the shop. */
  language: () => Language;
}

export function createPages(options: PagesOptions): Hono {
  const { access, port, pageDir, clientDir, shopFile, language } = options;
  const app = new Hono();
  const headers = pageHeaders(`ws://127.0.0.1:${port}`);

  app.use(async (c, next) => {
    const isOurs =
      isHostAllowed(c.req.header('host'), port) && isOriginAllowed(c.req.header('origin'), port);
    if (isOurs) await next();
    else c.res = c.text('Not this address.', 403);
    for (const [name, value] of Object.entries(headers)) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
  });

  app.get('/start/*', (c) => {
    // A prefetch must not use up the link.
    if (c.req.header('sec-purpose')?.includes('prefetch') === true) return c.text('Later.', 503);
    if (access.isKnown(c.req.header('cookie'))) return c.redirect('/', 303);
    const redeemed = access.redeem(c.req.path);
    if (redeemed === null) return c.text(LINK_REFUSED, 403);
    const { cookie, pageKey } = redeemed;
    return c.body(null, 303, { location: `/#${pageKey}`, 'set-cookie': cookie });
  });

  // Browsers request it by themselves.
  app.get('/favicon.ico', (c) => c.body(null, 204));

  app.use(async (c, next) => {
    if (access.isKnown(c.req.header('cookie'))) await next();
    else c.res = c.text(NO_COOKIE, 403);
  });

  app.get(ELSEWHERE_PATH, (c) =>
    c.html(elsewherePage(language()), 200, {
      'content-security-policy':
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    }),
  );

  app.get(ELSEWHERE_STYLE_PATH, (c) =>
    c.body(ELSEWHERE_STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }),
  );

  app.get('*', async (c) => {
    const { path } = c.req;
    const file =
      shopFile(path.slice(1)) ??
      (await readPageFile(path === CLIENT_PATH ? clientDir : pageDir, path));
    if (file === null) return c.text('Not found.', 404);
    const isPage = file.contentType.startsWith('text/html');
    const body = isPage ? withClient(file.body.toString('utf8')) : new Uint8Array(file.body);
    return c.body(body, 200, { 'content-type': file.contentType });
  });

  return app;
}

const LINK_REFUSED = 'This link is not valid any more. Restart the kiosk for a new one.';
const NO_COOKIE = 'Open the link that the kiosk printed when it started.';

/** The client comes before every other script, so that the page finds `window.kiosk`. */
function withClient(html: string): string {
  const script = `<script src="${CLIENT_PATH}"></script>`;
  return html.replace(/<head[^>]*>/i, (head) => `${head}\n${script}`);
}
