/**
 * Runs the whole kiosk for the soak test: virtual devices, the real node-hid in the real reader process, the session
 * and the views that a page gets. The sandbox is the server. The soak test checks:
 *
 * - Every whole scan is shown exactly once: as a look-up and its card, as the question about another card, or with the
 *   reason why the scan was ignored (the same card again, not usable, a payment under way).
 * - A scan is never shown if its reader was unplugged before the scan was complete.
 * - The ledger has exactly the payments that were shown as paid.
 */
import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { startSandbox, type RunningSandbox } from '../../src/sandbox/start.ts';
import type { DeviceBus } from '../devices/bus.ts';
import { NFC_LAYOUT, NFC_READER, OTHER_SCANNER, SCANNER } from '../devices/test-devices.ts';
import { createVirtualBus } from '../devices/virtual-bus.ts';
import { soakCards, type SoakCard } from './cards.ts';
import { openPage, type SoakPage } from './page.ts';
import { createSlowClock, type SlowClock } from './slow-clock.ts';
import { createWeights, WEIGHED_ENV, type Weights } from './weights.ts';

const SHOP = 'soak-shop';
const PAID_FROM = 'soak-contact';
const PROCESS = join(import.meta.dirname, 'kiosk-process.ts');
/** A slow machine never pauses for longer than this. */
const NEVER_MS = 600_000;

export const DEVICES = [SCANNER, OTHER_SCANNER, NFC_READER];

export interface SoakKiosk {
  bus: DeviceBus;
  page: SoakPage;
  weights: Weights;
  cards: readonly SoakCard[];
  /** Lets time pass in the kiosk and at the server. */
  pass(ms: number): Promise<void>;
  /** Resolves when the log has this line `count` times. */
  untilLogged(line: string, count: number): Promise<void>;
  loggedCount(line: string): number;
  /** Holds the reply to the next payment until `letGo`. */
  holdPayment(): { held: Promise<void>; letGo: () => void };
  /** The amounts of the payments in the ledger, in cents. */
  paid(): number[];
  /** Resolves when the kiosk has ended cleanly. */
  stop(): Promise<void>;
}

/** Resolves when the kiosk is ready for the first scan. */
export async function startSoakKiosk(): Promise<SoakKiosk> {
  const clock = createSlowClock(Date.now());
  const beganAtMs = clock.nowMs();
  const bus = createVirtualBus();
  const heldReplies: (() => void)[] = [];
  let onHeld: () => void = () => undefined;
  const sandbox = await startSandbox({
    data: 'empty',
    now: () => Math.floor(clock.nowMs()),
    after(_delayMs, run) {
      heldReplies.push(run);
      onHeld();
      return () => undefined;
    },
  });
  const cards = fillAccount(sandbox);
  const dataDir = mkdtempSync(join(tmpdir(), 'soak-'));
  writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settingsFor(sandbox.url)));
  for (const device of DEVICES) await bus.plug(device);

  const config = { dataDir, token: sandbox.token, beganAtMs };
  const child = fork(PROCESS, [JSON.stringify(config)], {
    env: { ...process.env, ...bus.env, ...WEIGHED_ENV },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const weights = createWeights();
  const log = keepLog(child, weights);
  const { url } = v.parse(v.object({ url: v.string() }), await answerOf(child));
  const page = await openPage(url);
  for (const { name } of readers()) await log.until(`reader ${name}: ready`, 1);
  await page.until('idle', ({ screen }) => screen.kind === 'idle');

  return {
    bus,
    page,
    weights,
    cards,
    pass: (ms) => passIn(child, clock, ms),
    untilLogged: log.until,
    loggedCount: log.count,
    holdPayment() {
      sandbox.sandbox.faults.add({ fault: { kind: 'delayReply' }, route: 'createTransaction' });
      const held = new Promise<void>((resolve) => (onHeld = resolve));
      return { held, letGo: () => heldReplies.splice(0).forEach((run) => run()) };
    },
    paid: () =>
      sandbox.sandbox.data
        .ledger(PAID_FROM)
        .slice(1)
        .map((row) => row.amount_in_cents),
    async stop() {
      page.close();
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
      assert.equal(child.exitCode, 0, 'the kiosk ended cleanly');
      await sandbox.stop();
      await bus.stop();
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** All cards belong to one contact. */
function fillAccount({ sandbox: { data } }: RunningSandbox): SoakCard[] {
  data.addShop({ uuid: SHOP, name: 'Soak' });
  data.addContact({ uuid: PAID_FROM, name: 'Soak', balanceInCents: 10_000_00 });
  const cards = soakCards();
  for (const { value } of cards)
    data.addIdentifier({ value, name: 'Soak', contactUuid: PAID_FROM });
  return cards;
}

function readers() {
  return [
    { driver: 'hidPos', name: 'left', match: { serialNumber: SCANNER.serialNumber } },
    { driver: 'hidPos', name: 'right', match: { serialNumber: OTHER_SCANNER.serialNumber } },
    {
      driver: 'nfcHid',
      name: 'contactless',
      match: { serialNumber: NFC_READER.serialNumber },
      layout: NFC_LAYOUT,
    },
  ] as const;
}

/** The name of the device's reader in the settings. */
export function nameOfReader(serialNumber: string): string {
  const reader = readers().find(({ match }) => match.serialNumber === serialNumber);
  assert(reader !== undefined, 'the device is one of the readers');
  return reader.name;
}

function settingsFor(apiUrl: string): unknown {
  return {
    apiUrl,
    shopUuid: SHOP,
    ownShop: true,
    readers: readers(),
    idleMs: NEVER_MS,
    resultMs: NEVER_MS,
    readTimeoutMs: 60_000,
    writeTimeoutMs: 60_000,
  };
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const answer: unknown[] = await once(child, 'message');
  return answer[0];
}

async function passIn(child: ChildProcess, clock: SlowClock, ms: number): Promise<void> {
  clock.pass(ms);
  const answer = answerOf(child);
  child.send(ms);
  await answer;
}

/** Counts each line instead of keeping it, so that memory does not grow with the test. */
function keepLog(child: ChildProcess, weights: Weights) {
  const counts = new Map<string, number>();
  const listeners = new Set<() => void>();
  const count = (part: string): number =>
    [...counts].reduce((total, [line, times]) => total + (line.includes(part) ? times : 0), 0);
  assert(child.stderr !== null);
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (weights.hear(line)) return;
    // The time is removed, so that equal lines count as one and this map does not grow.
    const timeless = line.replace(/^\{"time":"[^"]*",/, '{');
    counts.set(timeless, (counts.get(timeless) ?? 0) + 1);
    for (const listener of [...listeners]) listener();
  });
  const until = (part: string, times: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`never logged: ${part}; logged: ${JSON.stringify([...counts])}`));
      }, 60_000);
      function look(): void {
        if (count(part) < times) return;
        clearTimeout(timer);
        listeners.delete(look);
        resolve();
      }
      listeners.add(look);
      look();
    });
  return { count, until };
}
