/** The bridge from the page to the main process. It exposes two channels and nothing else. */
import { contextBridge, ipcRenderer } from 'electron';
import { INTENT_CHANNEL, VIEW_CHANNEL } from '../shared/channel.ts';
import type { KioskBridge } from '../shared/contract.ts';

const bridge: KioskBridge = {
  send: (intent) => ipcRenderer.send(INTENT_CHANNEL, intent),
  onView: (listener) => {
    // Drop the event: it would give the page access to all of ipcRenderer.
    ipcRenderer.on(VIEW_CHANNEL, (_event, view: unknown) => listener(view));
    // Request the present view.
    ipcRenderer.send(VIEW_CHANNEL);
  },
};

contextBridge.exposeInMainWorld('kiosk', bridge);
