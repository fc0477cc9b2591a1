/** Lists the USB readers for smart cards from the files in which Linux describes its devices. */
import type { SystemFiles } from './hid/event-nodes.ts';

const USB = '/sys/bus/usb/devices';
/** The class of smart card readers (USB-IF, 'Defined Class Codes'), as Linux writes it. */
const SMART_CARD_CLASS = '0b';

/** Each device has another name when it is plugged in again. Null if this is not Linux. */
export function smartcardDevices(files: SystemFiles): string[] | null {
  const entries = files.list(USB);
  if (entries.length === 0) return null;
  return entries
    .filter((entry) => files.read(`${USB}/${entry}/bInterfaceClass`).trim() === SMART_CARD_CLASS)
    .map((entry) => {
      // `1-2:1.0` is an interface of the device `1-2`.
      const device = entry.slice(0, entry.indexOf(':'));
      return `${entry}#${files.read(`${USB}/${device}/devnum`).trim()}`;
    });
}
