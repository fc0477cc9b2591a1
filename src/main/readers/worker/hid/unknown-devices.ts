/** Devices that may be readers and are not in the settings. Open only while staff teach the kiosk a reader. */
import type { Outbox } from '../outbox.ts';
import type { ReaderStatus, ReportedReader } from '../../health.ts';
import type { HidBus, OpenHid } from './hid-bus.ts';
import type { Listing } from './find-readers.ts';
import { deviceKey, POS_USAGE_PAGE, type HidDevice } from '../../hid-device.ts';
import { STRIPE_USAGE_PAGE } from '../../payment-card.ts';
import type { FoundReader } from './open-reader.ts';
import { UDEV_FILE, udevRule } from './udev.ts';

export interface UnknownDevice {
  key: string;
  device: HidDevice;
}

export interface UnknownDevicesParts {
  bus: HidBus;
  outbox: Outbox;
  setAside: ReadonlySet<string>;
  isTeaching: () => boolean;
}

export interface UnknownDevices {
  /** Opens new devices, and closes those that are gone or no longer needed. */
  update(present: readonly UnknownDevice[]): Promise<void>;
}

const VENDOR_PAGES_FROM = 0xff00;

export function unknownKey(key: string): string {
  return `unknown:${key}`;
}

/** Only readers and devices with vendor-defined usages. Never a keyboard, mouse, touch screen or security key. */
export function unknownDevicesAmong(
  { listed, keys }: Listing,
  found: readonly FoundReader[],
): UnknownDevice[] {
  const isReader = ({ usagePage }: HidDevice): boolean =>
    usagePage >= VENDOR_PAGES_FROM || [POS_USAGE_PAGE, STRIPE_USAGE_PAGE].includes(usagePage);
  const known = new Set(found.map(({ device }) => device.path));
  return listed
    .filter(({ path }, at) => listed.findIndex((other) => other.path === path) === at)
    .filter(({ path }) => !known.has(path))
    .filter(({ path }) => listed.filter((other) => other.path === path).every(isReader))
    .map((device) => ({ key: unknownKey(deviceKey(device, keys)), device }));
}

export function createUnknownDevices({
  bus,
  outbox,
  setAside,
  isTeaching,
}: UnknownDevicesParts): UnknownDevices {
  const open = new Map<string, { path: string; hid: OpenHid | null }>();

  async function openOne({ key, device }: UnknownDevice): Promise<void> {
    const { name } = device;
    const row = { key, name, driver: 'none', isExpected: false } as const;
    const put = (status: ReaderStatus): void =>
      outbox.put({ ...row, status } satisfies ReportedReader);
    outbox.touch({ key, name });
    const opened = await bus.open(device.path, {
      report: (report) => outbox.raw({ key, name, driver: 'none', device }, report),
      ended: () => outbox.remove(key),
    });
    open.set(key, { path: device.path, hid: opened.kind === 'open' ? opened.device : null });
    switch (opened.kind) {
      case 'open':
        put({ kind: 'notSetUp' });
        return;
      case 'noPermission':
        put({
          kind: 'unusable',
          why: { kind: 'permission', rule: udevRule(device), file: UDEV_FILE },
        });
        return;
      case 'failed':
        put({
          kind: 'unusable',
          why: { kind: 'cannotOpen', message: opened.message.slice(0, 200) },
        });
    }
  }

  return {
    async update(present) {
      const wanted = isTeaching() ? present.filter(({ key }) => !setAside.has(key)) : [];
      for (const [key, { path, hid }] of open) {
        if (wanted.some((each) => each.key === key && each.device.path === path)) continue;
        open.delete(key);
        outbox.remove(key);
        await hid?.close();
      }
      for (const device of wanted) {
        if (!open.has(device.key)) await openOne(device);
      }
    },
  };
}
