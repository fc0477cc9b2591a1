/** The reader process's line to the kiosk: Electron's where it was started by Electron, and Node's otherwise. */
import * as v from 'valibot';

export interface Link {
  send: (message: unknown) => void;
  onMessage: (take: (message: unknown) => void) => void;
  /** The kiosk is gone. */
  onEnd: (end: () => void) => void;
}

/** As much of Electron's `process.parentPort` as is used. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', take: (event: { data: unknown }) => void): unknown;
}

const electronSchema = v.object({
  parentPort: v.custom<ParentPort>((port) => typeof port === 'object' && port !== null),
});

/** Null where nobody started this process to hear from it. */
export function openLink(): Link | null {
  const electron = v.safeParse(electronSchema, process);
  if (electron.success) {
    const { parentPort } = electron.output;
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (take) => parentPort.on('message', ({ data }) => take(data)),
      // Electron ends its utility processes itself.
      onEnd: () => undefined,
    };
  }
  if (process.send === undefined) return null;
  return {
    send(message) {
      if (process.connected) process.send?.(message);
    },
    onMessage: (take) => process.on('message', take),
    onEnd: (end) => process.once('disconnect', end),
  };
}
