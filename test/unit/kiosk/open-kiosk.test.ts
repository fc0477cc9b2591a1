/** Opens the kiosk as both entries do, with a real folder and a real sandbox. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { claimLedger } from '../../../src/main/journal/ledger-identity.ts';
import {
  openKiosk,
  type OpenedKiosk,
  type SpawnReaders,
} from '../../../src/main/kiosk/open-kiosk.ts';
import { createRealWorld } from '../../../src/main/world/real-world.ts';
import { openConfFile } from '../../../src/main/settings/conf-file.ts';
import { fileSecrets } from '../../../src/main/settings/secrets.ts';
import { startSandbox, type RunningSandbox } from '../../../src/sandbox/start.ts';
import type { View } from '../../../src/shared/contract.ts';
import { added, aHome, aJournalFile } from '../../builders/journal.ts';
import { aFolder } from '../../builders/terminal.ts';
import { aLog } from '../../builders/log.ts';

const DEMO_SHOP = '123123';
const REAL = { api: 'https://api.piggy.eu', shopUuid: DEMO_SHOP };

/** Settings without readers. */
const noReaders: SpawnReaders = ({ exit }) => ({
  send: (order) => {
    if (order.kind === 'stop') queueMicrotask(exit);
  },
  kill: () => queueMicrotask(exit),
  pid: undefined,
});

interface Run {
  kiosk: OpenedKiosk;
  messages: () => string[];
  stop: () => Promise<void>;
}

async function run(dataDir: string, sandbox: RunningSandbox, settings: object = {}): Promise<Run> {
  writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settings));
  const world = createRealWorld();
  const { log, messages } = aLog();
  const opened = await openKiosk({
    world,
    dataDir,
    place: { machine: aHome().machine, stateDir: null },
    environment: {
      apiUrl: sandbox.url,
      token: sandbox.token,
      shopUuid: null,
      ownShop: null,
      dataDir,
    },
    secrets: fileSecrets(dataDir),
    loadSettingsFile: () => Promise.resolve(openConfFile),
    spawnReaders: noReaders,
    spawnHistoryCheck: () => ({ kill: () => undefined }),
    spawnArchiver: () => () => ({ kill: () => undefined }),
    log,
  });
  if (opened.kind !== 'open') throw new Error(opened.why);
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (isStopped) return;
    isStopped = true;
    await opened.stop();
    await world.close();
  };
  onTestFinished(stop);
  return { kiosk: opened, messages, stop };
}

function view({ kiosk }: Run, holds: (view: View) => boolean): Promise<View> {
  return new Promise((resolve) => {
    kiosk.kiosk.onView((now) => {
      if (holds(now)) resolve(now);
    });
  });
}

async function aSandbox(): Promise<RunningSandbox> {
  const sandbox = await startSandbox({ data: 'demo' });
  onTestFinished(() => sandbox.stop());
  return sandbox;
}

/** A data folder with a spend that was promised as paid and waits for the real ledger. */
function aRealFolder(note: typeof REAL | null): string {
  const dataDir = aFolder();
  const opened = aJournalFile(join(dataDir, 'journal.sqlite')).opened();
  if (note !== null) claimLedger(opened, { ...note, mayBeSandbox: false });
  added(opened, { promise: 'paid', acceptedAs: 'queued' });
  opened.close();
  return dataDir;
}

describe('a journal of a real account with an open operation, used with a sandbox', () => {
  it.each([REAL, null])(
    'is not changed, and the kiosk is out of service, if the note of its ledger is %j',
    async (note) => {
      const sandbox = await aSandbox();
      const dataDir = aRealFolder(note);
      const kiosk = await run(dataDir, sandbox, { shopUuid: DEMO_SHOP });
      const shown = await view(kiosk, ({ screen }) => screen.kind === 'outOfService');
      expect(shown.screen).toMatchObject({ reason: 'otherLedger', fileName: 'journal.sqlite' });
      expect(shown.waiting).toMatchObject({ count: 1, heldCount: 0 });
      expect(kiosk.messages().join('\n')).toContain('nothing is sent and no money is taken');
      await kiosk.stop();
      const { journal } = aJournalFile(join(dataDir, 'journal.sqlite')).opened();
      expect(journal.allOpen()).toMatchObject([
        { promise: 'paid', ledger: 'absent', sends: 0, heldReason: null },
      ]);
    },
  );

  it('is not changed if the settings name no shop', async () => {
    const kiosk = await run(aRealFolder(REAL), await aSandbox());
    const { screen } = await view(kiosk, (now) => now.screen.kind === 'outOfService');
    expect(screen).toMatchObject({ reason: 'shopMissing' });
    expect(kiosk.messages().join('\n')).toContain('name no shop');
  });
});

describe('settings about money that changed', () => {
  it('take effect only when a person confirms them, and no money moves before', async () => {
    const away = await startSandbox({ data: 'demo' });
    await away.stop();
    const dataDir = aFolder();
    await (await run(dataDir, away, { shopUuid: DEMO_SHOP })).stop();
    const journalFile = aJournalFile(join(dataDir, 'journal.sqlite'));
    const opened = journalFile.opened();
    added(opened, { promise: 'paid' });
    opened.close();
    const changed = await run(dataDir, away, { shopUuid: DEMO_SHOP, offline: { enabled: true } });
    const shown = await view(changed, ({ screen }) => screen.kind !== 'starting');
    expect(shown.takesMoney).toBe(false);
    expect(changed.messages().join()).toContain('offline.enabled from false to true');
    await changed.stop();
    expect(journalFile.opened().journal.waiting().count).toBe(1);
  });

  it('are not accepted by a later mistake in the file, which brings the copy of it into force', async () => {
    const away = await startSandbox({ data: 'demo' });
    await away.stop();
    const dataDir = aFolder();
    await (await run(dataDir, away, { shopUuid: DEMO_SHOP })).stop();
    const opened = aJournalFile(join(dataDir, 'journal.sqlite')).opened();
    added(opened, { promise: 'paid' });
    opened.close();
    const changes = { shopUuid: DEMO_SHOP, offline: { enabled: true } };
    await (await run(dataDir, away, changes)).stop();
    const wrong = await run(dataDir, away, { ...changes, maximumInCent: 500 });
    const shown = await view(wrong, ({ screen }) => screen.kind !== 'starting');
    expect(wrong.messages().join()).toContain('the last good settings are used');
    expect(shown.takesMoney).toBe(false);
    expect(wrong.messages().join()).toContain('offline.enabled from false to true');
  });
});

describe('a journal of a sandbox', () => {
  it('is used by the next sandbox too, even at another address or before it answers', async () => {
    const dataDir = aFolder();
    const first = await run(dataDir, await aSandbox(), { shopUuid: DEMO_SHOP });
    await view(first, ({ screen }) => screen.kind === 'idle');
    await first.stop();
    const opened = aJournalFile(join(dataDir, 'journal.sqlite')).opened();
    added(opened, { promise: 'paid' });
    opened.close();
    const second = await run(dataDir, await aSandbox(), { shopUuid: DEMO_SHOP });
    const { screen } = await view(second, (now) => now.screen.kind !== 'starting');
    expect(screen.kind).toBe('idle');
    await second.stop();

    const away = await startSandbox({ data: 'demo' });
    await away.stop();
    const third = await run(dataDir, away, { shopUuid: DEMO_SHOP });
    const later = await view(third, (now) => now.screen.kind !== 'starting');
    expect(later.screen).not.toMatchObject({ reason: 'otherLedger' });
    expect(third.messages().join()).not.toContain('nothing is sent');
  });
});

describe('a shop that nobody has answered for', () => {
  it.each([
    [{ shopUuid: DEMO_SHOP }, true],
    [{ shopUuid: DEMO_SHOP, ownShop: true }, false],
    [{ shopUuid: DEMO_SHOP, ownShop: false }, false],
    [{}, false],
  ])('with %j is asked for, with what follows from either value: %s', async (settings, isAsked) => {
    const said = (await run(aFolder(), await aSandbox(), settings)).messages();
    const lines = said.filter((line) => line.includes('ownShop'));
    expect(lines).toHaveLength(isAsked ? 1 : 0);
    for (const value of isAsked ? ['"ownShop": true', '"ownShop": false'] : []) {
      expect(lines[0]).toContain(value);
    }
  });
});
