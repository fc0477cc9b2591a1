/** Carries views to the page and intents from it. What does not parse, or comes from elsewhere, is refused, counted and logged. */
import * as v from 'valibot';
import { INTENT_CHANNEL, VIEW_CHANNEL } from '../../../shared/channel.ts';
import { intentSchema, type View } from '../../../shared/contract.ts';
import type { Kiosk } from '../../kiosk.ts';
import { isTrustedSender } from './sender.ts';
import type { Log } from '../../log/log.ts';

export interface PageLink {
  /** Of the view that the page was given last. */
  screenId(): number;
}

/** What this needs of Electron's `IpcMainEvent`. */
export interface PageEvent {
  /** Null where the frame has gone or has navigated since. */
  readonly senderFrame: { readonly url: string } | null;
}

/** What this needs of Electron's `ipcMain`. */
export interface PageChannels {
  on(channel: string, listener: (event: PageEvent, message: unknown) => void): unknown;
}

/** What this needs of Electron's `BrowserWindow`. */
export interface PageWindow {
  isDestroyed(): boolean;
  readonly webContents: {
    readonly mainFrame: { readonly url: string };
    send(channel: string, message: unknown): void;
  };
}

export interface PageLinkOptions {
  kiosk: Kiosk;
  ipcMain: PageChannels;
  log: Log;
}

export function linkPage(window: PageWindow, { kiosk, ipcMain, log }: PageLinkOptions): PageLink {
  let refusedCount = 0;
  let present: View | null = null;

  function show(): void {
    if (present !== null && !window.isDestroyed()) {
      window.webContents.send(VIEW_CHANNEL, present);
    }
  }

  function isTrusted(event: PageEvent): boolean {
    const frame = event.senderFrame;
    const isMainFrameOfWindow = !window.isDestroyed() && frame === window.webContents.mainFrame;
    return isTrustedSender({ frameUrl: frame?.url ?? null, isMainFrameOfWindow });
  }

  function refuse(why: string): void {
    refusedCount += 1;
    // Never the message itself: it may hold the value of a card.
    log.warn(`refused a message ${why} (${refusedCount} refused so far)`);
  }

  kiosk.onView((view) => {
    present = view;
    show();
  });
  ipcMain.on(VIEW_CHANNEL, (event) => {
    if (isTrusted(event)) show();
    else refuse('from an unknown sender');
  });
  ipcMain.on(INTENT_CHANNEL, (event, message: unknown) => {
    if (!isTrusted(event)) {
      refuse('from an unknown sender');
      return;
    }
    const intent = v.safeParse(intentSchema, message);
    if (intent.success) kiosk.dispatch(intent.output);
    else refuse('that is no intent');
  });

  return { screenId: () => present?.screenId ?? 0 };
}
