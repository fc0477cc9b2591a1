/** The interface of a shell for journeys: the shell shows a kiosk on a page, and can be stopped or killed. */
import type { Page } from 'playwright-core';

export interface Runner {
  /** For the names of tests. */
  name: string;
  /** What this machine lacks to run the shell, or null. */
  lacks: string | null;
  /** Starts the built kiosk with this environment, and opens its page. */
  show(environment: KioskEnvironment): Promise<ShownKiosk>;
  /** Closes what the kiosks of one test file share. */
  close(): Promise<void>;
}

export interface KioskEnvironment {
  KIOSK_DATA_DIR: string;
  KIOSK_API_URL: string;
  KIOSK_API_TOKEN: string;
  KIOSK_SHOP_UUID: string;
}

export interface ShownKiosk {
  page: Page;
  /** Whether the address is the kiosk's own, so that the page may request it. */
  isOwn: (url: string) => boolean;
  /** Everything that the kiosk has written to standard error. */
  log: () => string;
  /** Asks the kiosk to stop, as the operating system does. The page stays as long as the kiosk needs it. */
  askToStop(): void;
  /** Stops the kiosk, which settles what is in flight first, and closes the page. */
  stop(): Promise<void>;
  /** Ends the kiosk with SIGKILL, like a power cut. */
  kill(): Promise<void>;
}

/** A screen on a counter. */
export const SCREEN = { width: 1024, height: 768 };
