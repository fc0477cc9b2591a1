/** The security headers of the page, for both shells. The page may load only its own files. */

/**
 * `connectTo`: the addresses that the page may connect to.
 * Electron's security checklist, 7: 'Define a Content Security Policy'.
 */
export function pageHeaders(connectTo: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "font-src 'self'",
      "img-src 'self' data:",
      "media-src 'self'",
      `connect-src ${connectTo}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), hid=()',
    'cache-control': 'no-store',
  };
}
