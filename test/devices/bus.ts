/** Devices that a test can plug in, use and unplug. The virtual bus and a real kernel implement this. */

export interface TestDevice {
  vendorId: number;
  productId: number;
  manufacturer: string;
  product: string;
  /** The test also uses it as the name of the device. */
  serialNumber: string;
  descriptor: Buffer;
  /** The user has no permission to open the device. Only on the virtual bus. */
  isForbidden?: boolean;
}

export interface DeviceBus {
  /** Extra environment variables for the process that should see the devices. */
  env: Readonly<Record<string, string>>;
  /** Resolves when the device is plugged in. */
  plug(device: TestDevice): Promise<void>;
  unplug(serialNumber: string): Promise<void>;
  /** Waits until the device is open. Resolves when the report is delivered. */
  report(serialNumber: string, report: Uint8Array): Promise<void>;
  /** The feature reports that the device received, with their ids. Null if this bus cannot record them. */
  features(serialNumber: string): readonly Buffer[] | null;
  stop(): Promise<void>;
}
