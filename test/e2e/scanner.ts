/**
 * A scanner that types into Chromium's real keyboard input. Like a real scanner, it does not wait for the page:
 * a busy page gets the keys late and all at once, each with the time when it went down.
 */
import { setTimeout } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';

/** A gap between two keys that is typical of scanners. */
const KEY_MS = 5;

/** One key that goes down and up, as Chromium's DevTools protocol describes it. */
export interface ScannerKey {
  key: string;
  code?: string;
  text?: string;
  /** A sum of Alt 1, Ctrl 2, Meta 4 and Shift 8. */
  modifiers?: number;
}

export const ENTER: ScannerKey = { key: 'Enter', code: 'Enter', text: '\r' };
export const TAB: ScannerKey = { key: 'Tab', code: 'Tab' };

export function keysOf(text: string): ScannerKey[] {
  return Array.from(text, (key) => ({ key, text: key }));
}

/** Types the value and Enter. */
export async function typeAsScanner(page: Page, value: string): Promise<void> {
  await typeKeys(page, [...keysOf(value), ENTER], [KEY_MS]);
}

/** Uses the gaps in turn between the keys. They only set the keys' timestamps: no real time passes. */
export async function typeKeys(
  page: Page,
  keys: readonly ScannerKey[],
  gapsMs: readonly number[],
): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  let atMs = Date.now();
  const sent: Promise<unknown>[] = [];
  for (const [index, key] of keys.entries()) {
    atMs += gapsMs[index % gapsMs.length] ?? 0;
    sent.push(...press(keyboard, key, atMs / 1000));
  }
  await Promise.all(sent);
  await keyboard.detach();
}

function press(keyboard: CDPSession, stroke: ScannerKey, timestamp: number): Promise<unknown>[] {
  const { text, ...key } = stroke;
  const type = text === undefined ? 'rawKeyDown' : 'keyDown';
  return [
    keyboard.send('Input.dispatchKeyEvent', { ...stroke, type, timestamp }),
    keyboard.send('Input.dispatchKeyEvent', { ...key, type: 'keyUp', timestamp }),
  ];
}

/** Types each key when its time has come, as a slow scanner or a person does. The first gap is before the first key. */
export async function typeInRealTime(
  page: Page,
  keys: readonly ScannerKey[],
  gapsMs: readonly number[],
): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  let atMs = Date.now();
  const sent: Promise<unknown>[] = [];
  for (const [index, key] of keys.entries()) {
    atMs += gapsMs[index % gapsMs.length] ?? 0;
    await setTimeout(Math.max(0, atMs - Date.now()));
    sent.push(...press(keyboard, key, atMs / 1000));
  }
  await Promise.all(sent);
  await keyboard.detach();
}
