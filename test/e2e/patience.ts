/** Waiting that no slow machine exhausts. Only a journey that has failed waits this long. */
export const PATIENCE_MS = 90_000;

/**
 * Times of the kiosk that run while a customer acts, so long that a slow machine never meets them.
 * A journey that tests one of them sets its own.
 */
export const PATIENT_SETTINGS = {
  idleMs: 300_000,
  resultMs: 300_000,
  readTimeoutMs: 60_000,
  writeTimeoutMs: 60_000,
} as const;
