/**
 * What an idle screen costs when nobody comes: the processor time of all of Chromium in the first ten minutes. A turn of
 * the invitation and a rest are measured, and weighed by how often they come. Without a graphics card, this is the most
 * that a screen can cost.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium.ts';
import { restAfter, TURN_MS } from '../../src/renderer/screens/idle/invitation.ts';
import { FIXTURES } from '../../test/gallery/fixtures.ts';
import { buildGallery, openGallery, type SizeName } from '../../test/gallery/gallery.ts';
import type { Extent, Sample } from '../kit/row.ts';

const WINDOW_MS = 600_000;
/** 3 % of a core. */
const BUDGET_MS = WINDOW_MS * 0.03;
/** The costliest comes first. A short run measures only that one. */
const SIZES: readonly SizeName[] = ['portrait', 'landscape', 'counter'];
/** The first rest is short, so a turn is measured with the one after it, and the rest after both. */
const TWO_TURNS_MS = 2 * TURN_MS + (restAfter(TURN_MS) ?? 0);
const REST_MS = 6_000;

export async function idleCpu({ isShort }: Extent): Promise<Sample[]> {
  const browser = await launchChromium();
  await buildGallery();
  const gallery = await openGallery(browser);
  const samples: Sample[] = [];
  for (const size of isShort ? SIZES.slice(0, 1) : SIZES) {
    const page = await gallery.open({ size });
    await page.goto('/');
    await show(page);
    await delay(TWO_TURNS_MS + 1_000);
    for (let round = 0; round < (isShort ? 1 : 4); round++) {
      await page.evaluate(() => window.dispatchEvent(new PointerEvent('pointerdown')));
      const turnCpuMs = (await cpuDuring(TWO_TURNS_MS + 500)) / 2;
      const restShare = (await cpuDuring(REST_MS)) / REST_MS;
      const program = turnsIn(WINDOW_MS) * turnCpuMs + restShare * WINDOW_MS;
      samples.push({ program, reference: BUDGET_MS });
    }
    await page.context().close();
  }
  await gallery.close();
  await browser.close();
  return samples;
}

/** How many turns begin in this time after somebody was near. */
function turnsIn(windowMs: number): number {
  let turns = 0;
  for (let atMs: number | null = 0; atMs !== null && atMs < windowMs; turns += 1) {
    const endMs: number = atMs + TURN_MS;
    const restMs = restAfter(endMs);
    atMs = restMs === null ? null : endMs + restMs;
  }
  return turns;
}

async function show(page: Page): Promise<void> {
  const fixture = FIXTURES.find(({ name }) => name === 'idle');
  if (fixture === undefined) throw new Error('there is no fixture of the idle screen');
  await page.evaluate(
    (detail) => window.dispatchEvent(new CustomEvent('gallery', { detail })),
    fixture.view('en'),
  );
}

/** The processor time of all children of this process, and of theirs, in milliseconds. Linux only. */
async function cpuDuring(ms: number): Promise<number> {
  const before = childrenCpuMs();
  await delay(ms);
  return childrenCpuMs() - before;
}

/** See proc_pid_stat(5). A tick is 10 ms on every Linux that Chromium supports. */
const MS_PER_TICK = 10;

function childrenCpuMs(): number {
  const parents = new Map<number, number>();
  const ticks = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) ? statOf(name) : null;
    if (fields === null) continue;
    parents.set(Number(name), Number(fields[1]));
    ticks.set(Number(name), Number(fields[11]) + Number(fields[12]));
  }
  const isOurs = (pid: number | undefined): boolean => {
    if (pid === undefined) return false;
    const parent = parents.get(pid);
    return parent === process.pid || isOurs(parent);
  };
  const ours = [...ticks].filter(([pid]) => isOurs(pid));
  return ours.reduce((sum, [, count]) => sum + count, 0) * MS_PER_TICK;
}

/** The fields after the name of the process. Null if the process has ended. */
function statOf(pid: string): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
