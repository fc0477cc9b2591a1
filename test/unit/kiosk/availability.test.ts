/** How the kiosk goes into service, and how it tries again while something is wrong. */
import { describe, expect, it } from 'vitest';
import { createAvailability, type Availability } from '../../../src/main/kiosk/availability.ts';
import { sessionConfigOf } from '../../../src/main/kiosk/from-settings.ts';
import type { SessionEvent } from '../../../src/main/session/events.ts';
import { DEFAULT_SETTINGS } from '../../../src/main/settings/schema.ts';
import { aTerminal, type Terminal, type TerminalChanges } from '../../builders/terminal.ts';
import { SHOP } from '../../builders/names.ts';

interface Kept {
  terminal: Terminal;
  service: Availability;
  events: SessionEvent[];
}

function kept(shopUuid: string | null = SHOP, changes: TerminalChanges = {}): Kept {
  const terminal = aTerminal({ isQuiet: true, ...changes });
  const settings = { ...DEFAULT_SETTINGS, shopUuid, token: 'token' };
  const events: SessionEvent[] = [];
  const service = createAvailability({
    world: terminal.world,
    settings,
    settingsProblem: null,
    isOwnLedger: true,
    money: terminal.money,
    journal: { opened: terminal.opened },
    config: sessionConfigOf({ settings, isSandbox: false }),
    dispatch: (event) => events.push(event),
  });
  return { terminal, service, events };
}

describe('a kiosk', () => {
  it('is in service when its shop is found, and then sends no more requests for the shop', async () => {
    const { terminal, service, events } = kept();
    service.start();
    await terminal.world.advance(120_000);
    expect(events.map(({ kind }) => kind)).toEqual(['ready']);
    expect(service.shopName()).toBe('Kiosk 1');
  });

  it('lists the shops to choose from if the settings name none', async () => {
    const { terminal, service, events } = kept(null);
    service.start();
    await terminal.world.advance(1_000);
    expect(events).toMatchObject([
      {
        kind: 'wentOutOfService',
        reason: 'shopMissing',
        shops: [{ name: 'Counter' }, { name: 'Kiosk 1' }],
      },
    ]);
  });

  it.each([
    [{ token: 'expired' }, 'tokenRefused'],
    [{ account: 'inactive' }, 'accountInactive'],
  ] as const)('comes back by itself after %j', async (behaviour, reason) => {
    const { terminal, service, events } = kept();
    terminal.world.sandbox.setBehaviour(behaviour);
    service.start();
    await terminal.world.advance(1_000);
    expect(events).toMatchObject([{ kind: 'wentOutOfService', reason }]);
    terminal.world.sandbox.resetBehaviour();
    await terminal.world.advance(20_000);
    expect(events.at(-1)).toMatchObject({ kind: 'ready' });
  });

  it('serves without a network, and learns the name of its shop later', async () => {
    const { terminal, service, events } = kept();
    terminal.world.down = 'noLink';
    service.start();
    await terminal.world.advance(1_000);
    expect(events).toMatchObject([{ kind: 'ready' }]);
    expect(service.shopName()).toBeNull();
    terminal.world.down = null;
    await terminal.world.advance(20_000);
    expect(service.shopName()).toBe('Kiosk 1');
  });

  it('reports nothing after it was stopped', async () => {
    const { terminal, service, events } = kept();
    service.start();
    service.stop();
    await terminal.world.advance(60_000);
    expect(events).toEqual([]);
  });
});
