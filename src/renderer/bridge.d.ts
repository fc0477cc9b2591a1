/** What the shell puts on the page before any script of ours runs. */
import type { KioskBridge } from '../shared/contract.ts';

declare global {
  interface Window {
    readonly kiosk: KioskBridge;
  }
}
