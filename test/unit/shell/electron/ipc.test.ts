import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Kiosk } from '../../../../src/main/kiosk.ts';
import { linkPage } from '../../../../src/main/shell/electron/ipc.ts';
import { PAGE_URL } from '../../../../src/main/shell/electron/page-address.ts';
import { INTENT_CHANNEL, VIEW_CHANNEL } from '../../../../src/shared/channel.ts';
import type { Intent, View } from '../../../../src/shared/contract.ts';
import { aView } from '../../../builders/view.ts';
import { aLog } from '../../../builders/log.ts';

/** The page, its window and its kiosk. An emitter replaces Electron's channels. */
function aLink() {
  const ipcMain = new EventEmitter();
  const mainFrame = { url: PAGE_URL };
  const shown: unknown[] = [];
  const intents: Intent[] = [];
  const { log, messages } = aLog();
  const listeners: ((view: View) => void)[] = [];
  const kiosk: Kiosk = {
    decisions: null,
    onView: (listener) => {
      listeners.push(listener);
      listener(aView());
      return () => undefined;
    },
    dispatch: (intent) => intents.push(intent),
    scan: () => 'scanned',
    type: () => undefined,
    onWedge: () => () => undefined,
    scanFailed: () => 'refused',
    setReaders: () => undefined,
    attachReaders: () => undefined,
    showReport: () => undefined,
    stop: () => Promise.resolve(),
  };
  const window = {
    isDestroyed: () => false,
    webContents: { mainFrame, send: (_channel: string, view: unknown) => shown.push(view) },
  };
  const link = linkPage(window, { kiosk, ipcMain, log });
  const show = (view: View): void => {
    for (const listener of listeners) listener(view);
  };
  return { ipcMain, mainFrame, shown, intents, messages, link, show };
}

describe('the link to the page in Electron', () => {
  it('sends each view, and the present one again to a page that asks', () => {
    const { ipcMain, mainFrame, shown, link, show } = aLink();
    show(aView({ revision: 1, screenId: 5 }));
    ipcMain.emit(VIEW_CHANNEL, { senderFrame: mainFrame });
    const latest = aView({ revision: 1, screenId: 5 });
    expect(shown).toEqual([aView(), latest, latest]);
    expect(link.screenId()).toBe(5);
    expect(link.isQuestion()).toBe(false);
  });

  it('names another place when the buttons of a question become active', () => {
    const { link, show } = aLink();
    const question = { kind: 'otherCard', endsIn: '9f2a', number: 1 } as const;
    show(aView({ overlay: { ...question, isArmed: false } }));
    const before = link.place();
    expect(link.isQuestion()).toBe(true);
    show(aView({ overlay: { ...question, isArmed: true } }));
    expect(link.place()).not.toBe(before);
  });

  it('delivers intents', () => {
    const { ipcMain, mainFrame, intents } = aLink();
    ipcMain.emit(INTENT_CHANNEL, { senderFrame: mainFrame }, { kind: 'stop', screenId: 2 });
    expect(intents).toEqual([{ kind: 'stop', screenId: 2 }]);
  });

  it('refuses and counts messages that are not intents, and does not log their content', () => {
    const { ipcMain, mainFrame, intents, messages } = aLink();
    ipcMain.emit(INTENT_CHANNEL, { senderFrame: mainFrame }, { kind: 'pay', card: 'secret' });
    ipcMain.emit(INTENT_CHANNEL, { senderFrame: mainFrame }, 'secret');
    expect(intents).toEqual([]);
    expect(messages()).toEqual([
      'refused a message that is not an intent (1 refused so far)',
      'refused a message that is not an intent (2 refused so far)',
    ]);
  });

  it.each([
    ['a frame within the page', { url: PAGE_URL }],
    ['a frame that has gone', null],
  ])('refuses %s, and sends it no view', (_name, senderFrame) => {
    const { ipcMain, shown, intents, messages } = aLink();
    const shownBefore = shown.length;
    ipcMain.emit(INTENT_CHANNEL, { senderFrame }, { kind: 'touch' });
    ipcMain.emit(VIEW_CHANNEL, { senderFrame });
    expect([intents, shown.length]).toEqual([[], shownBefore]);
    expect(messages()).toHaveLength(2);
  });

  it('refuses its own window once it shows another page', () => {
    const { ipcMain, mainFrame, intents } = aLink();
    mainFrame.url = 'https://evil.example/';
    ipcMain.emit(INTENT_CHANNEL, { senderFrame: mainFrame }, { kind: 'touch' });
    expect(intents).toEqual([]);
  });
});
