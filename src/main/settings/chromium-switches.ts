/** What Chromium has to be told of this system before it starts. Pure. */

/**
 * On Linux it looks for voices at Speech Dispatcher only where it is told to (electron/electron#4452);
 * without, `speechSynthesis.getVoices()` stays empty for ever.
 */
export function chromiumSwitches(platform: NodeJS.Platform): string[] {
  return platform === 'linux' ? ['enable-speech-dispatcher'] : [];
}
