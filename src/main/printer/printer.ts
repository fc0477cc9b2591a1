/**
 * The receipt printer of this kiosk. It prints one receipt at a time, in the order of the requests.
 * It never rejects, knows nothing about payments, and never logs the text of a receipt.
 */
import type { Language } from '../../shared/contract.ts';
import type { Receipt } from '../../shared/receipt/receipt.ts';
import type { World } from '../world/world.ts';
import { deliver, NOT_STARTED, type Delivered } from './deliver.ts';
import { encodeReceipt } from './encode.ts';
import type { PrinterSettings } from './settings.ts';
import type { IsWanted, OpenTransport } from './transport.ts';
import { fileTransport } from './transports/file.ts';
import { networkTransport } from './transports/network.ts';
import { systemTransport } from './transports/system.ts';
import type { Log } from '../log/log.ts';

export interface Printer {
  /** Does not start after the receipt is no longer wanted. */
  print(receipt: Receipt, language: Language, isWanted: IsWanted): Promise<Delivered>;
}

export interface PrinterOptions {
  settings: PrinterSettings;
  world: Pick<World, 'after'>;
  log: Log;
}

export function createPrinter({ settings, world, log }: PrinterOptions): Printer {
  const openTransport = transportFor(settings, world);
  let last: Promise<unknown> = Promise.resolve();

  async function print(
    receipt: Receipt,
    language: Language,
    isWanted: IsWanted,
  ): Promise<Delivered> {
    if (!isWanted()) return NOT_STARTED;
    const bytes = await encodeReceipt(receipt, language, settings);
    const delivered: Delivered =
      bytes === null
        ? { kind: 'problem', problem: 'unprintable', mayBeOut: false }
        : await deliver(openTransport, bytes, isWanted);
    // A receipt that was cancelled before it started is not worth a log line.
    const isLogged = delivered.kind === 'problem' && (delivered.mayBeOut || isWanted());
    const what = delivered.kind === 'problem' && delivered.mayBeOut ? 'may not be' : 'was not';
    if (isLogged) log.warn(`a receipt ${what} printed: ${delivered.problem}`);
    return delivered;
  }

  return {
    print(receipt, language, isWanted) {
      const printing = last
        .then(() => print(receipt, language, isWanted))
        .catch((error: unknown) => {
          log.error('a receipt was not printed because of an unexpected error', error);
          return { kind: 'problem', problem: 'unsure', mayBeOut: true } as const;
        });
      last = printing;
      return printing;
    },
  };
}

function transportFor(settings: PrinterSettings, world: Pick<World, 'after'>): OpenTransport {
  switch (settings.kind) {
    case 'network':
      return networkTransport(settings, world);
    case 'file':
      return fileTransport(settings.path, world);
    case 'system':
      return systemTransport(settings.name, world);
  }
}
