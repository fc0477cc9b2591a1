/** Which shell a start uses, and why. */

export type Shell = 'electron' | 'browser';

export interface Circumstances {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  /** Of this process; null where the system has no such thing. */
  userId: number | null;
}

/** Null where Electron can be tried; otherwise, in words, why it cannot. */
export function whyNoElectron({ platform, env, userId }: Circumstances): string | null {
  if (platform !== 'linux') return null;
  const hasDisplay = [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((name) => (name ?? '') !== '');
  if (!hasDisplay) return 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
  // Chromium's own rule: as root its sandbox does not hold, and the kiosk never runs without it.
  if (userId === 0) return 'Electron does not run as root with its sandbox on';
  return null;
}
