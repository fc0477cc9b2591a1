import { describe, expect, it } from 'vitest';
import { protectionOf } from '../../../../src/main/shell/electron/key-ring.ts';
import { isNavigationAllowed } from '../../../../src/main/shell/electron/navigation.ts';
import { isPageUrl, PAGE_URL } from '../../../../src/main/shell/electron/page-address.ts';
import { reviveDelayMs } from '../../../../src/main/shell/electron/revive.ts';
import { isTrustedSender } from '../../../../src/main/shell/electron/sender.ts';
import { webPreferences } from '../../../../src/main/shell/electron/web-preferences.ts';
import { windowShape } from '../../../../src/main/shell/electron/window-shape.ts';
import { pageHeaders } from '../../../../src/main/shell/page-policy.ts';

const NOT_THE_PAGE = [
  'https://kiosk/index.html',
  'app://other/index.html',
  'app://kiosk.evil.example/index.html',
  'app://user@kiosk/index.html',
  'file:///index.html',
  'data:text/html,x',
  'about:blank',
  'javascript:alert(1)',
  'app:kiosk/index.html',
  '',
];

describe('the address of the page', () => {
  it('is the address of the built page', () => {
    expect(isPageUrl(PAGE_URL)).toBe(true);
    expect(isPageUrl('app://kiosk/assets/index.js')).toBe(true);
  });

  it.each(NOT_THE_PAGE)('is not "%s"', (url) => {
    expect(isPageUrl(url)).toBe(false);
  });
});

describe('a navigation', () => {
  it('may reload the page', () => {
    expect(isNavigationAllowed(PAGE_URL, true)).toBe(true);
  });

  it.each([...NOT_THE_PAGE, 'app://kiosk/other.html'])('must not lead to "%s"', (url) => {
    expect(isNavigationAllowed(url, true)).toBe(false);
  });

  it('must not happen in a frame', () => {
    expect(isNavigationAllowed(PAGE_URL, false)).toBe(false);
  });
});

describe('a message', () => {
  it('counts when it comes from the page in the main frame of the window', () => {
    expect(isTrustedSender({ frameUrl: PAGE_URL, isMainFrameOfWindow: true })).toBe(true);
  });

  it.each([
    ['a frame', { frameUrl: PAGE_URL, isMainFrameOfWindow: false }],
    ['a frame that has gone', { frameUrl: null, isMainFrameOfWindow: true }],
    ['another page', { frameUrl: 'https://evil.example/', isMainFrameOfWindow: true }],
  ])('does not count when it comes from %s', (_name, sender) => {
    expect(isTrustedSender(sender)).toBe(false);
  });
});

describe('the process of the page', () => {
  it.each([true, false])('has no access to Node or the system (sandbox: %s)', (isSandbox) => {
    expect(webPreferences('/preload.cjs', isSandbox)).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      devTools: isSandbox,
    });
  });

  it('may load only its own files, and connect to nothing', () => {
    const policy = pageHeaders("'none'")['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('is restarted with a growing delay after a crash, and not after a normal end', () => {
    expect(reviveDelayMs('clean-exit', 0)).toBeNull();
    expect([0, 1, 2, 10].map((crashCount) => reviveDelayMs('crashed', crashCount))).toEqual([
      500, 1_000, 2_000, 30_000,
    ]);
  });
});

describe('the window', () => {
  it('covers the screen of a real kiosk, and is an ordinary window on the sandbox', () => {
    expect(windowShape(false)).toMatchObject({ kiosk: true, fullscreen: true });
    expect(windowShape(true)).not.toHaveProperty('kiosk');
  });
});

describe('the key ring', () => {
  it('is not used if Linux has only a fixed key', () => {
    expect(protectionOf('basic_text')).toBe('filePermissions');
    expect(protectionOf('unknown')).toBe('filePermissions');
    expect(protectionOf('gnome_libsecret')).toBe('keyRing');
    expect(protectionOf(null)).toBe('keyRing');
  });
});
