/** A page without a screen: it opens the browser shell's one-time link, gets every view and sends intents. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import * as v from 'valibot';
import { WebSocket } from 'ws';
import { SOCKET_PATH } from '../../src/main/shell/browser/wire.ts';
import { viewSchema, type Intent, type View } from '../../src/shared/contract.ts';
import { shownBetween } from './shown.ts';

const PATIENCE_MS = 60_000;

const messageSchema = v.variant('type', [
  v.object({ type: v.literal('view'), view: viewSchema }),
  v.object({ type: v.literal('wedge') }),
]);

export interface SoakPage {
  /** What was shown about scans, in order. */
  readonly shown: readonly string[];
  viewCount(): number;
  view(): View;
  touch(intent: Intent): void;
  /** Resolves as soon as the condition holds. Rejects with the last views after a time limit. */
  until(what: string, holds: (view: View) => boolean): Promise<View>;
  close(): void;
}

export async function openPage(url: string): Promise<SoakPage> {
  const { host, origin } = new URL(url);
  const first = await fetch(url, { redirect: 'manual' });
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
  const shown: string[] = [];
  const listeners = new Set<() => void>();
  let view: View | null = null;
  let viewCount = 0;
  const pageKey = first.headers.get('location')?.split('#')[1] ?? '';
  const socket = new WebSocket(`ws://${host}${SOCKET_PATH}`, pageKey, {
    origin,
    headers: { cookie },
  });
  socket.on('message', (data: Buffer) => {
    const message = v.parse(messageSchema, JSON.parse(data.toString('utf8')));
    if (message.type !== 'view') return;
    viewCount += 1;
    shown.push(...shownBetween(view, message.view));
    view = message.view;
    for (const listener of [...listeners]) listener();
  });
  await once(socket, 'open');

  function present(): View {
    assert(view !== null, 'a view has come');
    return view;
  }

  const page: SoakPage = {
    shown,
    viewCount: () => viewCount,
    view: present,
    touch: (intent) => socket.send(JSON.stringify({ type: 'intent', intent })),
    until: (what, holds) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          listeners.delete(look);
          const known = JSON.stringify({ shown: shown.slice(-8), view });
          reject(new Error(`never happened: ${what}; ${known}`));
        }, PATIENCE_MS);
        function look(): void {
          if (view === null || !holds(view)) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve(view);
        }
        listeners.add(look);
        look();
      }),
    close: () => socket.close(),
  };
  await page.until('the first view', () => true);
  return page;
}
