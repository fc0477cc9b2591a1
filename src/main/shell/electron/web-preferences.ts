/**
 * The rights of the page's process: it may only draw. Most of these values are Electron's defaults, set explicitly so
 * that a test can check them.
 * Electron's security checklist, 2: 'Do not enable Node.js integration for remote content'; 3: 'Enable Context
 * Isolation'; 4: 'Enable process sandboxing'; 6: 'Do not disable webSecurity'; 8: 'Do not enable
 * allowRunningInsecureContent'; 9: 'Do not enable experimental features'; 12: no `<webview>`.
 */
import type { WebPreferences } from 'electron';

export function webPreferences(preloadPath: string, isSandbox: boolean): WebPreferences {
  return {
    preload: preloadPath,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: isSandbox,
    // Do not slow down timers: a kiosk is never in the background, even if the system thinks so.
    backgroundThrottling: false,
  };
}
