/** Tells when Linux makes or takes away the file of a HID device, or changes who may read it. */
import { watch } from 'node:fs';

/** Returns how to end it. Where it cannot be (any more), devices are seen a second later. */
export function watchDevices(folder: string, onChange: () => void): () => void {
  try {
    const watcher = watch(folder, { persistent: false }, (_, name) => {
      if (name?.startsWith('hidraw') === true) onChange();
    });
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    // No folder, or others of this user watch as much as the system lets them.
    return () => undefined;
  }
}
