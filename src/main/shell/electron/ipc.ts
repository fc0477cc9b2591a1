/** Sends views to the page and receives its intents. Invalid messages and unknown senders are refused, counted and logged. */
import * as v from 'valibot';
import { INTENT_CHANNEL, VIEW_CHANNEL } from '../../../shared/channel.ts';
import { intentSchema, type View } from '../../../shared/contract.ts';
import { isArming, isQuestion } from '../../../shared/quiet-time.ts';
import type { ShownKiosk } from '../../kiosk.ts';
import { isTrustedSender } from './sender.ts';
import type { Log } from '../../log/log.ts';

export interface PageLink {
  /** The screen of the last view that was sent. */
  screenId(): number;
  /** Changes with the screen, and when the buttons of a question become active. A key belongs to one place. */
  place(): string;
  /** Whether the last view asks a question whose answer waits for a quiet time. */
  isQuestion(): boolean;
}

/** The part of Electron's `IpcMainEvent` that we use. */
export interface PageEvent {
  /** Null if the frame is gone or has navigated since. */
  readonly senderFrame: { readonly url: string } | null;
}

/** The part of Electron's `ipcMain` that we use. */
export interface PageChannels {
  on(channel: string, listener: (event: PageEvent, message: unknown) => void): unknown;
}

/** The part of Electron's `BrowserWindow` that we use. */
export interface PageWindow {
  isDestroyed(): boolean;
  readonly webContents: {
    readonly mainFrame: { readonly url: string };
    send(channel: string, message: unknown): void;
  };
}

export interface PageLinkOptions {
  kiosk: ShownKiosk;
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
    // Do not log the message: it may contain a card number.
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
    else refuse('that is not an intent');
  });

  const screenId = (): number => present?.screenId ?? 0;
  return {
    screenId,
    place: () => `${screenId()} ${present !== null && isArming(present) ? 'arming' : 'active'}`,
    isQuestion: () => present !== null && isQuestion(present),
  };
}
