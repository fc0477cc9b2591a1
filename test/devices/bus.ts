/** Devices that can be plugged in, used and pulled out by a test, on whatever they are made of. */

export interface TestDevice {
  vendorId: number;
  productId: number;
  manufacturer: string;
  product: string;
  /** Names it in the test, too. */
  serialNumber: string;
  descriptor: Buffer;
  /** The user may not open it; only on the virtual bus. */
  isForbidden?: boolean;
}

export interface DeviceBus {
  /** What the process that is to see the devices gets beside its own environment. */
  env: Readonly<Record<string, string>>;
  /** Resolves when the device is there. */
  plug(device: TestDevice): Promise<void>;
  unplug(serialNumber: string): Promise<void>;
  /** Resolves when the report was handed over; waits until the device is opened. */
  report(serialNumber: string, report: Uint8Array): Promise<void>;
  /** What the device was told by feature reports, with their ids; null where this bus cannot tell. */
  features(serialNumber: string): readonly Buffer[] | null;
  stop(): Promise<void>;
}
