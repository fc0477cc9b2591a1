/** The command line switches that Chromium needs on this system. Pure. */

/**
 * On Linux, Chromium looks for voices in Speech Dispatcher only with this switch (electron/electron#4452).
 * Without it, `speechSynthesis.getVoices()` stays empty.
 */
export function chromiumSwitches(platform: NodeJS.Platform): string[] {
  return platform === 'linux' ? ['enable-speech-dispatcher'] : [];
}
