/** Opens a new terminal and a new account for one journey, both real, and removes them after it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { DEMO_SHOP_UUID } from '../../src/sandbox/demo.ts';
import type { DeviceBus } from '../devices/bus.ts';
import { openAccount, type Account } from './account.ts';
import { customerAt, type Customer } from './customer.ts';
import { watchPage } from './page-faults.ts';
import { PATIENCE_MS, PATIENT_SETTINGS } from './patience.ts';
import type { KioskEnvironment, Runner, ShownKiosk } from './runners/runner.ts';

export interface TerminalOptions {
  /** Added to the patient settings, in the settings file. */
  settings?: Record<string, unknown>;
  /** Replaces values that come from the account. */
  environment?: Partial<KioskEnvironment>;
  /** The environment of the device bus that the kiosk reads. */
  devices?: DeviceBus['env'];
  /** The network is down from the start; `account.comeBack()` brings it up. */
  isOffline?: boolean;
  /** Faults of the page that the journey causes itself. */
  expectedFaults?: readonly string[];
}

export interface Terminal {
  account: Account;
  dataDir: string;
  /** The page of the kiosk that runs now. */
  page(): Page;
  customer(): Customer;
  log(): string;
  askToStop(): void;
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** Starts the kiosk again, on the same data. */
  start(): Promise<void>;
}

export async function openTerminal(
  runner: Runner,
  {
    settings = {},
    environment = {},
    devices = {},
    isOffline = false,
    expectedFaults = [],
  }: TerminalOptions = {},
): Promise<Terminal> {
  const account = await openAccount();
  const dataDir = mkdtempSync(join(tmpdir(), 'kiosk-data-'));
  writeFileSync(
    join(dataDir, 'settings.json'),
    JSON.stringify({ ...PATIENT_SETTINGS, ownShop: true, ...settings }),
  );
  if (isOffline) await account.goAway();
  const faults: (readonly string[])[] = [];
  let shown: ShownKiosk | null = null;

  function present(): ShownKiosk {
    if (shown === null) throw new Error('no kiosk runs');
    return shown;
  }

  async function start(): Promise<void> {
    shown = await runner.show({
      KIOSK_DATA_DIR: dataDir,
      KIOSK_API_URL: account.url,
      KIOSK_API_TOKEN: account.token,
      KIOSK_SHOP_UUID: DEMO_SHOP_UUID,
      ...environment,
      ...devices,
    });
    const { page, isOwn } = shown;
    page.setDefaultTimeout(PATIENCE_MS);
    faults.push(watchPage(page, isOwn));
  }

  async function end(how: 'stop' | 'kill'): Promise<void> {
    const ending = shown;
    shown = null;
    await ending?.[how]();
  }

  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await takePicture(shown, task.name);
    await end('stop');
    await account.close();
    rmSync(dataDir, { recursive: true });
    expect(faults.flat(), 'errors of the page, and requests that left the kiosk').toEqual(
      expectedFaults,
    );
  });
  await start();
  return {
    account,
    dataDir,
    page: () => present().page,
    customer: () => customerAt(present().page),
    log: () => present().log(),
    askToStop: () => present().askToStop(),
    stop: () => end('stop'),
    kill: () => end('kill'),
    start,
  };
}

const PICTURES = join(import.meta.dirname, '../../test-results');

/** Saves what the screen showed and what the kiosk logged when the journey failed. */
async function takePicture(shown: ShownKiosk | null, name: string): Promise<void> {
  if (shown === null) return;
  mkdirSync(PICTURES, { recursive: true });
  const path = join(PICTURES, name.replaceAll(/[^a-z0-9]+/gi, '-'));
  writeFileSync(`${path}.log`, shown.log());
  await shown.page.screenshot({ path: `${path}.png` });
}
