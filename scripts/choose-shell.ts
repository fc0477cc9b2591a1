/** Chooses the shell of `npm start`, and says why. Pure. */
import type { ElectronBinary } from './electron-binary.ts';

export type Shell = 'electron' | 'browser';

export interface Circumstances {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  /** The user id of this process; null on Windows. */
  userId: number | null;
}

export type ChosenShell =
  | { kind: 'electron'; path: string }
  /** `why` is printed; null if the user asked for the browser. */
  | { kind: 'browser'; why: string | null }
  | { kind: 'none'; why: string };

/**
 * In a browser, anybody at the screen can reach the address bar and the developer tools. That is good enough for a
 * demo. For real money, the owner has to ask for it.
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
    why: `not in Electron: ${why}; a browser is not locked down, so with a real account you have to ask for it (--shell browser)`,
  };
}

/** Why Electron cannot run here; null if it can be tried. */
export function whyNoElectron({ platform, env, userId }: Circumstances): string | null {
  if (platform !== 'linux') return null;
  const hasDisplay = [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((name) => (name ?? '') !== '');
  if (!hasDisplay) return 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
  // Chromium's sandbox does not work as root, and the kiosk never runs without it.
  if (userId === 0) return 'Electron does not run as root with its sandbox on';
  return null;
}
