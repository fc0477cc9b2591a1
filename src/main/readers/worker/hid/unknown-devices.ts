/** Devices that may be readers and that nobody set up: opened only while staff teach, and closed at once after it. */
import type { Outbox } from '../outbox.ts';
import type { ReaderStatus, ToldReader } from '../../health.ts';
import type { HidBus, OpenHid } from './hid-bus.ts';
import type { Listing } from './find-readers.ts';
import { deviceKey, POS_USAGE_PAGE, type HidDevice } from '../../hid-device.ts';
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
  /** Opens those of them that are new, and closes what is not among them or no longer of use. */
  update(present: readonly UnknownDevice[]): Promise<void>;
}

const VENDOR_PAGES_FROM = 0xff00;
/** Magnetic stripe readers (HID Usage Tables, 15). */
const STRIPE_USAGE_PAGE = 0x8e;

/** Never a keyboard, a mouse, a touch screen or a security key: only what can be nothing but a reader or a vendor's own. */
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
    .map((device) => ({ key: `stranger:${deviceKey(device, keys)}`, device }));
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
    const put = (status: ReaderStatus): void => outbox.put({ ...row, status } satisfies ToldReader);
    outbox.touch({ key, name });
    const opened = await bus.open(device.path, {
      report: (report) => outbox.raw({ key, name, driver: 'none', device }, report),
      ended: () => outbox.remove(key),
    });
    open.set(key, { path: device.path, hid: opened.kind === 'open' ? opened.device : null });
    switch (opened.kind) {
      case 'open':
        put({ kind: 'stranger' });
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
      for (const stranger of wanted) {
        if (!open.has(stranger.key)) await openOne(stranger);
      }
    },
  };
}
