/**
 * The only address that the window may show: the built page, under its own URL scheme.
 * Electron's security checklist, 18: 'Avoid usage of the file:// protocol and prefer usage of custom protocols'.
 */
export const PAGE_SCHEME = 'app';
const PAGE_HOST = 'kiosk';
export const PAGE_URL = `${PAGE_SCHEME}://${PAGE_HOST}/index.html`;

/** True only for files of the page. False for any other URL and for invalid ones. */
export function isPageUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${PAGE_SCHEME}:` && host === PAGE_HOST && username === '' && password === '';
}
