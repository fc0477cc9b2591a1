/** The bridge from the page to the main process: two channels, and no other power. */
import { contextBridge, ipcRenderer } from 'electron';
import { INTENT_CHANNEL, VIEW_CHANNEL } from '../shared/channel.ts';
import type { KioskBridge } from '../shared/contract.ts';

const bridge: KioskBridge = {
  send: (intent) => ipcRenderer.send(INTENT_CHANNEL, intent),
  onView: (listener) => {
    // The event itself stays here: it would hand the page the whole of ipcRenderer.
    ipcRenderer.on(VIEW_CHANNEL, (_event, view: unknown) => listener(view));
    // Whoever starts to listen is shown the present view.
    ipcRenderer.send(VIEW_CHANNEL);
  },
};

contextBridge.exposeInMainWorld('kiosk', bridge);
