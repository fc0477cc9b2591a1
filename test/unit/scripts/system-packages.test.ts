import { describe, expect, it } from 'vitest';
import {
  ensureSystemPackages,
  type Machine,
  type SystemNeed,
} from '../../../scripts/system-packages.ts';

/** A machine with a working installer. */
function aMachine({ canInstall, has }: { canInstall: boolean; has: SystemNeed[] }) {
  const there = new Set(has);
  const commands: string[] = [];
  const machine: Machine = {
    canInstall,
    isInstalled: (need) => there.has(need),
    run: (command) => {
      commands.push(command);
      if (command.includes(' chromium')) there.add('chromium');
      return true;
    },
  };
  return { machine, commands };
}

describe('the packages of the system', () => {
  it('are not installed for a command that does not need them', () => {
    const { machine, commands } = aMachine({ canInstall: true, has: ['libusb'] });
    expect(ensureSystemPackages(['libusb'], machine)).toEqual({ kind: 'ready' });
    expect(commands).toEqual([]);
  });

  it('are installed if that is allowed, but only the missing packages', () => {
    const { machine, commands } = aMachine({ canInstall: true, has: ['compiler'] });
    expect(ensureSystemPackages(['chromium', 'compiler'], machine)).toEqual({ kind: 'ready' });
    expect(commands).toEqual([
      'apt-get update && apt-get install --yes --no-install-recommends chromium',
    ]);
  });

  it('are listed in one install command if automatic installation is not allowed', () => {
    const { machine, commands } = aMachine({ canInstall: false, has: [] });
    expect(ensureSystemPackages(['libusb', 'chromium'], machine)).toEqual({
      kind: 'missing',
      what: ['libusb-1.0-0 (readers: node-hid needs it)', 'chromium (the end-to-end tests)'],
      command:
        "sudo sh -c 'apt-get update && apt-get install --yes --no-install-recommends libusb-1.0-0 chromium'",
    });
    expect(commands).toEqual([]);
  });

  it('are still reported as missing if the installation did not help', () => {
    const { machine } = aMachine({ canInstall: true, has: [] });
    expect(ensureSystemPackages(['libusb'], machine).kind).toBe('missing');
  });
});
