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
