/** What the shell adds to the page before our scripts run. */
import type { KioskBridge } from '../shared/contract.ts';

declare global {
  interface Window {
    readonly kiosk: KioskBridge;
  }
}
