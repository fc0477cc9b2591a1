/** A kiosk whose settings file is edited while it runs, with a real folder and the sandbox's model. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runKiosk, type RunningKiosk } from '../../../src/main/kiosk/run-kiosk.ts';
import type { SpawnReaders } from '../../../src/main/readers/supervisor/process.ts';
import { openConfFile } from '../../../src/main/settings/conf-file.ts';
import { fileSecrets } from '../../../src/main/settings/secrets.ts';
import { hashPin } from '../../../src/main/staff/pin.ts';
import type { View } from '../../../src/shared/contract.ts';
import { added, aHome, aJournalFile } from '../../builders/journal.ts';
import { aLog } from '../../builders/log.ts';
import { CARD, SANDBOX_TOKEN, SHOP } from '../../builders/names.ts';
import { aFolder, aWorldWithShops } from '../../builders/terminal.ts';
import type { VirtualWorld } from '../../builders/virtual-world.ts';

const FILE = 'settings.json';
const SETTINGS = { apiUrl: 'https://api.example', shopUuid: SHOP, ownShop: true };

const PIN = '1357';
const WRONG = `{\n"accentColor": "#1b6e53",\n"volumes": 3\n}`;

const noReaders: SpawnReaders = ({ exit }) => ({
  send: (order) => {
    if (order.kind === 'stop') queueMicrotask(exit);
  },
  kill: () => queueMicrotask(exit),
  pid: undefined,
});

interface Run {
  world: VirtualWorld;
  dataDir: string;
  running: RunningKiosk;
  view: () => View;
  kinds: string[];
  messages: () => string;
  /** Writes the file as an owner does, and lets time pass. */
  edit: (text: object | string) => Promise<void>;
}

async function aRun(settings: object | string = SETTINGS, dataDir = aFolder()): Promise<Run> {
  const world = aWorldWithShops();
  const { log, messages } = aLog();
  const write = (text: object | string): void =>
    writeFileSync(join(dataDir, FILE), typeof text === 'string' ? text : JSON.stringify(text));
  write(settings);
  const opening = runKiosk({
    world,
    dataDir,
    place: { machine: aHome().machine, stateDir: null },
    environment: { apiUrl: null, token: SANDBOX_TOKEN, shopUuid: null, ownShop: null, dataDir },
    secrets: fileSecrets(dataDir),
    loadSettingsFile: () => Promise.resolve(openConfFile),
    spawnReaders: noReaders,
    spawnHistoryCheck: () => ({ kill: () => undefined }),
    spawnArchiver: () => () => ({ kill: () => undefined }),
    log,
  });
  const running = await world.until(opening);
  if (running.kind === 'refused') throw new Error(running.why);
  onTestFinished(() => world.until(running.stop()));
  const views: View[] = [];
  const kinds: string[] = [];
  running.kiosk.onView((now) => {
    views.push(now);
    if (kinds.at(-1) !== now.screen.kind) kinds.push(now.screen.kind);
  });
  await world.advance(1_000);
  return {
    ...{ world, dataDir, running, kinds },
    view: () => views.at(-1) ?? expect.fail('there is no view'),
    messages: () => messages().join('\n'),
    async edit(text) {
      write(text);
      await world.advance(6_000);
    },
  };
}

async function showCard({ running, world }: Run): Promise<void> {
  running.kiosk.type({ text: CARD, keys: [] });
  await world.advance(1_000);
}

async function openStaffArea({ running, view }: Run): Promise<void> {
  const press = (intent: 'openStaff' | 'submitPin'): void =>
    running.kiosk.dispatch({ kind: intent, screenId: view().screenId });
  press('openStaff');
  for (const digit of PIN) {
    running.kiosk.dispatch({
      ...{ kind: 'pressDigit', digit: Number(digit) },
      screenId: view().screenId,
    });
  }
  press('submitPin');
  await new Promise<void>((resolve) => {
    running.kiosk.onView(({ screen }) => {
      if (screen.kind === 'staffReaders') resolve();
    });
  });
}

function leave({ running, view }: Run): void {
  running.kiosk.dispatch({ kind: 'stop', screenId: view().screenId });
}

describe('a settings file that is edited while the kiosk runs', () => {
  it('is in force a few seconds later, on a kiosk that is at rest', async () => {
    const run = await aRun();
    expect(run.view()).toMatchObject({ accentColor: null, screen: { kind: 'idle' } });
    await run.edit({ ...SETTINGS, accentColor: '#1b6e53' });
    expect(run.view()).toMatchObject({ accentColor: '#1b6e53', screen: { kind: 'idle' } });
    expect(run.messages()).toContain('the changed settings are in force: accentColor');
  });

  it('is never taken within a session, and is taken after it', async () => {
    const run = await aRun();
    await showCard(run);
    expect(run.view().screen.kind).toBe('balance');
    await run.edit({ ...SETTINGS, accentColor: '#1b6e53' });
    expect(run.view()).toMatchObject({ accentColor: null, screen: { kind: 'balance' } });
    leave(run);
    await run.world.advance(4_000);
    expect(run.view()).toMatchObject({ accentColor: '#1b6e53', screen: { kind: 'idle' } });
    expect(run.kinds.slice(-3)).toEqual(['idle', 'starting', 'idle']);
  });

  it('waits if the next customer comes at once', async () => {
    const run = await aRun();
    await showCard(run);
    await run.edit({ ...SETTINGS, accentColor: '#1b6e53' });
    leave(run);
    await run.world.advance(500);
    await showCard(run);
    await run.world.advance(4_000);
    expect(run.view()).toMatchObject({ accentColor: null, screen: { kind: 'balance' } });
  });

  it('lets customers pay after it as before', async () => {
    const run = await aRun();
    await run.edit({ ...SETTINGS, maximumInCents: 300 });
    await showCard(run);
    expect(run.view().screen).toMatchObject({ kind: 'balance' });
    expect(run.view().takesMoney).toBe(true);
  });

  it('becomes the copy for later mistakes only when it is taken', async () => {
    const run = await aRun();
    await showCard(run);
    const edited = { ...SETTINGS, volume: 4 };
    await run.edit(edited);
    const copy = (): unknown =>
      JSON.parse(readFileSync(join(run.dataDir, 'settings.last-good.json'), 'utf8'));
    expect(copy()).toEqual(SETTINGS);
    leave(run);
    await run.world.advance(4_000);
    expect(copy()).toEqual(edited);
  });

  it('changes nothing with a mistake, which the log names, until it is correct', async () => {
    const run = await aRun();
    await run.edit(WRONG);
    expect(run.view()).toMatchObject({ accentColor: null, screen: { kind: 'idle' } });
    expect(run.messages()).toContain('line 3, volumes: not a known field; did you mean volume?');
    expect(run.kinds).toEqual(['starting', 'idle']);
    await run.edit({ ...SETTINGS, accentColor: '#1b6e53' });
    expect(run.view().accentColor).toBe('#1b6e53');
  });

  it('is named to staff with the line of its mistake, while they look and at a start', async () => {
    const staffPin = await hashPin(PIN, Buffer.alloc(16));
    const good = { ...SETTINGS, staffPin };
    const run = await aRun(good);
    await openStaffArea(run);
    const wrong = { kind: 'settingsWrong', place: { line: 3, name: 'volumes' } };
    expect(run.view().screen).toMatchObject({ notices: [] });
    await run.edit(WRONG);
    expect(run.view().screen).toMatchObject({ notices: [wrong] });
    await run.edit(good);
    expect(run.view().screen).toMatchObject({ notices: [] });
    await run.edit(WRONG);
    await run.world.until(run.running.stop());

    const next = await aRun(WRONG, run.dataDir);
    await openStaffArea(next);
    expect(next.view().screen).toMatchObject({ notices: [wrong] });
    await next.edit(good);
    expect(next.view().screen).toMatchObject({ kind: 'staffReaders', notices: [] });
  });

  it('that cannot be read is named again by the screen, and brings the kiosk into service when it is correct', async () => {
    const run = await aRun('{ "apiUrl": }');
    expect(run.view().screen).toMatchObject({ kind: 'outOfService', place: { line: 1 } });
    await run.edit('{\n"apiUrl": }');
    expect(run.view().screen).toMatchObject({ kind: 'outOfService', place: { line: 2 } });
    await run.edit(SETTINGS);
    expect(run.view().screen.kind).toBe('idle');
  });

  it('is taken by a kiosk that is out of service for its shop', async () => {
    const run = await aRun({ ...SETTINGS, shopUuid: null });
    expect(run.view().screen).toMatchObject({ kind: 'outOfService', reason: 'shopMissing' });
    await run.edit(SETTINGS);
    expect(run.view().screen.kind).toBe('idle');
  });
});

describe('an edit about money', () => {
  async function aUsedFolder(): Promise<string> {
    const dataDir = aFolder();
    const first = await aRun(SETTINGS, dataDir);
    await first.world.until(first.running.stop());
    const opened = aJournalFile(join(dataDir, 'journal.sqlite')).opened();
    added(opened, { promise: 'paid' });
    opened.close();
    return dataDir;
  }

  it('is not in force before a person confirms it, and payments go on meanwhile', async () => {
    const run = await aRun(SETTINGS, await aUsedFolder());
    await run.edit({ ...SETTINGS, offline: { enabled: true } });
    expect(run.kinds).toEqual(['starting', 'idle']);
    expect(run.view().takesMoney).toBe(true);
    expect(run.messages()).toContain('offline.enabled from false to true');
  });

  it('is in force by itself if it can only lower what may be paid', async () => {
    const run = await aRun(SETTINGS, await aUsedFolder());
    await run.edit({ ...SETTINGS, maximumInCents: 100 });
    expect(run.messages()).toContain('the changed settings are in force: maximumInCents');
    expect(run.view().takesMoney).toBe(true);
  });

  it('that is taken back lets a kiosk take money again that had started with it', async () => {
    const dataDir = await aUsedFolder();
    const run = await aRun({ ...SETTINGS, offline: { enabled: true } }, dataDir);
    expect(run.view().takesMoney).toBe(false);
    await run.edit(SETTINGS);
    expect(run.view().takesMoney).toBe(true);
  });
});
