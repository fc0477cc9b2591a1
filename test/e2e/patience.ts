import type { Page } from 'playwright-core';

/** A timeout that even a slow machine never reaches. Only a journey that fails waits this long. */
export const PATIENCE_MS = 90_000;

/**
 * Timeouts of the kiosk that run while a customer acts. They are so long that even a slow machine never reaches them.
 * A journey that tests one of them sets its own value.
 */
export const PATIENT_SETTINGS = {
  idleMs: 300_000,
  resultMs: 300_000,
  readTimeoutMs: 60_000,
  writeTimeoutMs: 60_000,
} as const;

/** As long as the kiosk takes Enter and the space bar for the end of a scanner's code, after a digit. */
const AFTER_DIGIT_MS = 600;

/** Waits as long as a person does between a digit and Enter. */
export async function isSlowAsAPerson(page: Page): Promise<void> {
  await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), AFTER_DIGIT_MS);
}
