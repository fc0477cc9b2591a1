/** Adds a driver for a reader that sends its codes over Bluetooth. */
import type { HowTo } from './change.ts';

const DRIVER = `/** A scanner that sends its codes over Bluetooth. */
import type { SettingsOf } from '../../settings.ts';
import type { StandaloneDriver } from './driver.ts';

export function bluetooth(settings: SettingsOf<'bluetooth'>): StandaloneDriver {
  return {
    kind: 'standalone',
    defaultName: settings.address,
    devices: () => null,
    start(_parts, events) {
      events.status({ kind: 'away' });
      return { stop: () => Promise.resolve() };
    },
  };
}
`;

const SCHEMA = `const bluetoothSchema = v.strictObject({
  driver: v.pipe(v.literal('bluetooth'), v.description('A Bluetooth scanner.')),
  ...common,
  address: v.pipe(nameSchema, v.description('Its address.')),
});
`;

export const driver: HowTo = {
  heading: 'A driver for readers',
  placeholders: { '<name>': 'bluetooth' },
  declaration: 'src/main/readers/settings.ts',
  incomplete: ['src/main/readers/worker/drivers/index.ts'],
  changes: {
    'src/main/readers/settings.ts': {
      kind: 'insert',
      lines: [
        { before: 'interface DriverFacts', line: SCHEMA },
        {
          after: '  serial: { settings:',
          line: "  bluetooth: { settings: bluetoothSchema, gesture: 'scan', isTeachable: false },",
        },
      ],
    },
    'src/main/readers/worker/drivers/bluetooth.ts': { kind: 'create', text: DRIVER },
    'src/main/readers/worker/drivers/index.ts': {
      kind: 'insert',
      lines: [
        { after: "from './serial.ts';", line: "import { bluetooth } from './bluetooth.ts';" },
        { after: '  serial,', line: '  bluetooth,' },
      ],
    },
  },
};
