/** Notices that a device which was set aside is unplugged: a person who plugs it in again expects it to be used. */
import type { DeviceKeys } from '../../hid-device.ts';
import { unknownKey } from './unknown-devices.ts';

/**
 * A device that was not seen since this process started counts as unplugged after this time. It may be coming back by
 * itself after a crash, and must not crash the process again and again.
 */
const RETURN_MS = 10_000;

/** Returns the function to call at each scan. It removes the unplugged devices from `setAside`, and returns their keys. */
export function createUnpluggedWatch(
  setAside: Set<string>,
  nowMs: () => number,
): (keys: DeviceKeys) => string[] {
  const seen = new Set<string>();
  const startedMs = nowMs();
  return (keys) => {
    const present = new Set([...keys.values()].flatMap((key) => [key, unknownKey(key)]));
    const isOver = nowMs() - startedMs >= RETURN_MS;
    const unplugged = [...setAside].filter((key) => !present.has(key) && (seen.has(key) || isOver));
    for (const key of unplugged) setAside.delete(key);
    for (const key of setAside) if (present.has(key)) seen.add(key);
    return unplugged;
  };
}
