import { describe, expect, it } from 'vitest';
import { fixZoom } from '../../../../src/main/shell/electron/fixed-zoom.ts';
import type { View } from '../../../../src/shared/contract.ts';
import { aLog } from '../../../builders/log.ts';
import { aView } from '../../../builders/view.ts';

function aWindow() {
  const limits: number[][] = [];
  let load: () => void = () => undefined;
  let show: (view: View) => void = () => undefined;
  let isDestroyed = false;
  fixZoom(
    {
      on: (_name, listener) => {
        load = listener;
      },
      isDestroyed: () => isDestroyed,
      setVisualZoomLevelLimits: (...range) => {
        limits.push(range);
        return Promise.resolve();
      },
    },
    {
      onView: (listener) => {
        show = listener;
        return () => undefined;
      },
    },
    aLog().log,
  );
  return {
    limits,
    load: () => load(),
    show: (screen: View['screen']) => show(aView({ screen })),
    destroy: () => {
      isDestroyed = true;
    },
  };
}

const IDENTIFYING = { kind: 'identifying' } as const;
const IDLE = { kind: 'idle' } as const;

describe('the size of the page in Electron', () => {
  it('is fixed after every load, because Electron forgets it', () => {
    const window = aWindow();
    window.load();
    window.load();
    expect(window.limits).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('is 1 again for each customer', () => {
    const window = aWindow();
    for (const screen of [IDLE, IDENTIFYING, IDLE, IDLE, IDENTIFYING, IDLE]) window.show(screen);
    expect(window.limits).toHaveLength(2);
  });

  it('is left alone after the window is gone', () => {
    const window = aWindow();
    window.destroy();
    window.load();
    expect(window.limits).toEqual([]);
  });
});
