/** What both entries do: settings, sandbox or not, the kiosk, and the endpoint for demo scans. Knows no shell. */
import { openControl } from './control.ts';
import { findDemo, NOT_A_DEMO } from './demo.ts';
import { createKiosk, type Kiosk } from './kiosk.ts';
import { loadSettings, type SettingsSource } from './settings/load.ts';
import type { World } from './world.ts';

export interface OpenKioskOptions extends Omit<SettingsSource, 'now'> {
  world: World;
}

export interface OpenedKiosk {
  kiosk: Kiosk;
  isSandbox: boolean;
  /** Ends all of it; resolves when nothing is in flight. */
  stop(): Promise<void>;
}

export async function openKiosk(options: OpenKioskOptions): Promise<OpenedKiosk> {
  const { world, dataDir } = options;
  const settings = await loadSettings({ ...options, now: () => world.now() });
  const demo =
    settings.kind === 'ok' ? await findDemo(world, settings.settings.apiUrl) : NOT_A_DEMO;
  const kiosk = createKiosk({ world, settings, dataDir, ...demo });
  const control = await openControl({
    dataDir,
    isSandbox: demo.isSandbox,
    scan: (value) => kiosk.scan(value),
  });
  return {
    kiosk,
    isSandbox: demo.isSandbox,
    stop: async () => {
      control.stop();
      await kiosk.stop();
    },
  };
}
