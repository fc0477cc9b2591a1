/** Which shell a start uses, and why. Pure. */
import type { ElectronBinary } from './electron-binary.ts';

export type Shell = 'electron' | 'browser';

export interface Circumstances {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  /** Of this process; null where the system has no such thing. */
  userId: number | null;
}

export type ChosenShell =
  | { kind: 'electron'; path: string }
  /** `why` is to be told; null where the browser was asked for. */
  | { kind: 'browser'; why: string | null }
  | { kind: 'none'; why: string };

/**
 * A browser is open to whoever stands before it, with an address bar and developer tools: good enough for a demo,
 * and for real money only where somebody says so.
 */
export function chooseShell(
  electron: ElectronBinary,
  { asked, isDemo }: { asked: Shell | null; isDemo: boolean },
): ChosenShell {
  if (asked === 'browser') return { kind: 'browser', why: null };
  if (electron.kind === 'there') return { kind: 'electron', path: electron.path };
  const { why } = electron;
  if (asked === 'electron') return { kind: 'none', why: `not in Electron: ${why}` };
  if (isDemo) return { kind: 'browser', why: `in a browser, not in Electron: ${why}` };
  return {
    kind: 'none',
    why: `not in Electron: ${why}; a browser is not locked down, so for a real account it has to be asked for (--shell browser)`,
  };
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
