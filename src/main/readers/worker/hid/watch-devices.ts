/** Reports when Linux adds or removes the file of a HID device, or changes its permissions. */
import { watch } from 'node:fs';

/** Returns the function that stops it. If watching fails, the regular scan still finds devices within a second. */
export function watchDevices(folder: string, onChange: () => void): () => void {
  try {
    const watcher = watch(folder, { persistent: false }, (_, name) => {
      if (name?.startsWith('hidraw') === true) onChange();
    });
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    // The folder does not exist, or this user's limit of watches is reached.
    return () => undefined;
  }
}
