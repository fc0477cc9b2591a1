/**
 * The one address that the window may show: the page that came with the program, under a scheme of its own.
 * Electron's security checklist, 18: 'Avoid usage of the file:// protocol and prefer usage of custom protocols'.
 */
export const PAGE_SCHEME = 'app';
const PAGE_HOST = 'kiosk';
export const PAGE_URL = `${PAGE_SCHEME}://${PAGE_HOST}/index.html`;

/** True for the files of the page, false for every other address, and for what is none. */
export function isPageUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${PAGE_SCHEME}:` && host === PAGE_HOST && username === '' && password === '';
}
