/** The command line switches that Chromium needs on this system. Pure. */

/**
 * On Linux, Chromium uses the voices of Speech Dispatcher only with this switch (electron/electron#4452). Without it,
 * `speechSynthesis.getVoices()` stays empty.
 */
export function chromiumSwitches(platform: NodeJS.Platform): string[] {
  return platform === 'linux' ? ['enable-speech-dispatcher'] : [];
}
