/** Finds and starts the Chromium that is installed on this machine. Nothing is ever downloaded. */
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** The path of Chromium; `KIOSK_CHROMIUM` overrides it. Null if Chromium is not installed. */
export function findChromium(): string | null {
  const chosen = process.env['KIOSK_CHROMIUM'];
  return (
    [...(chosen === undefined ? [] : [chosen]), ...PLACES].find((path) => existsSync(path)) ?? null
  );
}

/** Throws if Chromium is not installed. `environment` is added to that of this process. */
export async function launchChromium(
  environment: Readonly<Record<string, string>> = {},
): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) {
    throw new Error('No Chromium was found: install it, or name it in KIOSK_CHROMIUM.');
  }
  const env = { ...process.env, ...environment };
  return await chromium.launch({ executablePath, args: FLAGS, env });
}
