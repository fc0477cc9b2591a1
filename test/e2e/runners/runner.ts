/** What a journey knows of a shell: that it shows a kiosk on a page, and that it can end in two ways. */
import type { Page } from 'playwright-core';

export interface Runner {
  /** As it stands in the name of a test. */
  name: string;
  /** What this machine lacks for it, in words; null where it can run. */
  lacks: string | null;
  /** Starts the built kiosk with this environment, and opens its page. */
  show(environment: KioskEnvironment): Promise<ShownKiosk>;
  /** Ends what the kiosks of one test file shared. */
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
  /** Whether the page may ask for this address: it is the kiosk's own. */
  isOwn: (url: string) => boolean;
  /** All that the kiosk has written to standard error. */
  log: () => string;
  /** As the system begins to end a program, whose page stays for as long as the program needs it. */
  askToStop(): void;
  /** As the system ends a program; what is in flight is settled first. */
  stop(): Promise<void>;
  /** As a power cut ends it, `kill -9`. */
  kill(): Promise<void>;
}

/** The smallest screen that the kiosk is made for: that of a counter. */
export const SCREEN = { width: 1024, height: 768 };
