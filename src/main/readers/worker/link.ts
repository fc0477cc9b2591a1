/** The message channel between the reader process and the kiosk: Electron's parent port, or Node's IPC. */
import * as v from 'valibot';

export interface Link {
  send: (message: unknown) => void;
  onMessage: (take: (message: unknown) => void) => void;
  /** Calls back when the kiosk has ended. */
  onEnd: (end: () => void) => void;
}

/** The part of Electron's `process.parentPort` that we use. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', take: (event: { data: unknown }) => void): unknown;
}

const electronSchema = v.object({
  parentPort: v.custom<ParentPort>((port) => typeof port === 'object' && port !== null),
});

/** Null if this process was not started by the kiosk. */
export function openLink(): Link | null {
  const electron = v.safeParse(electronSchema, process);
  if (electron.success) {
    const { parentPort } = electron.output;
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (take) => parentPort.on('message', ({ data }) => take(data)),
      // Electron ends its utility processes by itself.
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
