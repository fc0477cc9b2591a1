import { describe, expect, it } from 'vitest';
import {
  connectBridge,
  reconnectDelayMs,
  type SocketEvents,
} from '../../../../src/main/shell/browser/bridge.ts';
import { WEDGE_DEFAULTS } from '../../../../src/wedge/config.ts';
import { aView } from '../../../builders/view.ts';

/** A bridge whose connections and timers the test controls. */
function aBridge() {
  const sockets: SocketEvents[] = [];
  const sent: string[] = [];
  const states: string[] = [];
  const timers: { delayMs: number; run: () => void; isCancelled: boolean }[] = [];
  const bridge = connectBridge({
    openSocket: (events) => {
      sockets.push(events);
      return (text) => sent.push(text);
    },
    after: (delayMs, run) => {
      const timer = { delayMs, run, isCancelled: false };
      timers.push(timer);
      return () => {
        timer.isCancelled = true;
      };
    },
    onState: (state) => states.push(state),
  });
  return {
    bridge,
    sent,
    states,
    socket: () => sockets.at(-1) ?? expect.fail('no socket was opened'),
    openedCount: () => sockets.length,
    /** Runs every timer of this length that was not cancelled. */
    pass: (delayMs: number) => {
      const due = timers.filter((timer) => timer.delayMs === delayMs && !timer.isCancelled);
      for (const timer of due) {
        timer.isCancelled = true;
        timer.run();
      }
    },
  };
}

const LOST_AFTER_MS = 3_000;

describe("the page's end of the connection", () => {
  it('drops intents before the connection is open and while it is lost', () => {
    const { bridge, sent, socket } = aBridge();
    bridge.send({ kind: 'touch' });
    socket().opened();
    expect(sent).toEqual([]);
    socket().closed(1006);
    bridge.send({ kind: 'confirmSpend', screenId: 4 });
    bridge.typed('CARD1', []);
    expect(sent).toEqual([]);
  });

  it('does not send dropped intents when the connection is back', () => {
    const { bridge, sent, socket, pass } = aBridge();
    socket().opened();
    socket().closed(1006);
    bridge.send({ kind: 'confirmSpend', screenId: 4 });
    pass(reconnectDelayMs(0));
    socket().opened();
    bridge.send({ kind: 'touch' });
    expect(sent).toEqual(['{"type":"intent","intent":{"kind":"touch"}}']);
  });

  it('calls a new listener with the present view first', () => {
    const { bridge, socket } = aBridge();
    socket().opened();
    socket().message(JSON.stringify({ type: 'view', view: aView() }));
    const seen: unknown[] = [];
    bridge.onView((view) => seen.push(view));
    const view = aView({ revision: 1, screenId: 7 });
    socket().message(JSON.stringify({ type: 'view', view }));
    expect(seen).toEqual([aView(), aView({ revision: 1, screenId: 7 })]);
    expect(bridge.screenId()).toBe(7);
    expect(bridge.isQuestion()).toBe(false);
  });

  it('knows a question, on the screen or over it', () => {
    const { bridge, socket } = aBridge();
    expect(bridge.isQuestion()).toBe(false);
    const overlay = { kind: 'otherCard', endsIn: '9f2a', number: 1, isArmed: false } as const;
    socket().message(JSON.stringify({ type: 'view', view: aView({ overlay }) }));
    expect(bridge.isQuestion()).toBe(true);
    const screen = { ...aView().screen, isArmed: true };
    socket().message(JSON.stringify({ type: 'view', view: { ...aView(), screen } }));
    expect(bridge.isQuestion()).toBe(true);
  });

  it('uses the latest scanner settings, and does not pass them to the page as a view', () => {
    const { bridge, socket } = aBridge();
    const wedge = { layout: 'fr', prefix: '\u0002', suffix: 'enter' };
    expect(bridge.wedge()).toEqual(WEDGE_DEFAULTS);
    socket().message(JSON.stringify({ type: 'wedge', wedge }));
    expect(bridge.wedge()).toEqual(wedge);
    bridge.onView(() => expect.fail('that is no view'));
  });

  it('reports a lost connection only if it stays lost for a while', () => {
    const { states, socket, pass } = aBridge();
    socket().opened();
    socket().closed(1006);
    pass(reconnectDelayMs(0));
    socket().opened();
    pass(LOST_AFTER_MS);
    expect(states).toEqual(['open', 'open']);
    socket().closed(1006);
    pass(LOST_AFTER_MS);
    expect(states).toEqual(['open', 'open', 'lost']);
  });

  it('does not reconnect after another page took over', () => {
    const { states, socket, pass, openedCount } = aBridge();
    socket().opened();
    socket().closed(4001);
    pass(reconnectDelayMs(0));
    pass(LOST_AFTER_MS);
    expect(states).toEqual(['open', 'takenOver']);
    expect(openedCount()).toBe(1);
  });

  it('reconnects with a growing delay, and never gives up', () => {
    expect([0, 1, 2, 3, 4, 5, 1_000].map(reconnectDelayMs)).toEqual([
      250, 500, 1_000, 2_000, 4_000, 5_000, 5_000,
    ]);
  });
});
