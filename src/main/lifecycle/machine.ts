/**
 * Identifies this machine, so that a copy of the data folder on another machine is noticed. Returns hashes only.
 * The id of the operating system is copied with a disk image. The hardware numbers are not.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

export interface MachineIdentity {
  /** Null if the operating system has no id. */
  id: string | null;
  parts: readonly string[];
}

/** The parts of the system that are read. Tests pass their own. */
export interface MachineSource {
  platform: NodeJS.Platform;
  /** The root of the file system. */
  root: string;
  /** The output of a program of the system, or an empty text if it fails. */
  run: (program: string, args: readonly string[]) => string;
}

const REALM = 'prepaid-kiosk machine';
const PARTS_MAX = 6;

export function identifyMachine(source: MachineSource = THIS_MACHINE): MachineIdentity {
  const { id, parts } = read(source);
  return {
    id: id === '' ? null : hashOf(id),
    parts: [...new Set(parts.filter((part) => part !== ''))]
      .toSorted()
      .slice(0, PARTS_MAX)
      .map(hashOf),
  };
}

interface Numbers {
  id: string;
  parts: readonly string[];
}

function read({ platform, root, run }: MachineSource): Numbers {
  if (platform === 'win32') {
    const value = (key: string, name: string): string =>
      firstMatch(/REG_SZ\s+(\S+)/, run('reg.exe', ['query', key, '/v', name]));
    return {
      id: value('HKLM\\SOFTWARE\\Microsoft\\Cryptography', 'MachineGuid'),
      parts: [value('HKLM\\SYSTEM\\HardwareConfig', 'LastConfig')],
    };
  }
  if (platform === 'darwin') {
    const uuid = firstMatch(
      /"IOPlatformUUID" = "([^"]+)"/,
      run('ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice']),
    );
    return { id: uuid, parts: [] };
  }
  return {
    id: text(root, 'etc/machine-id') || text(root, 'var/lib/dbus/machine-id'),
    parts: [text(root, 'proc/device-tree/serial-number'), ...builtInAddresses(root)],
  };
}

function firstMatch(pattern: RegExp, output: string): string {
  return pattern.exec(output)?.[1] ?? '';
}

function text(root: string, path: string): string {
  try {
    return readFileSync(join(root, path), 'utf8').replaceAll('\0', '').trim();
  } catch {
    // The file is not there on every machine, or only root may read it.
    return '';
  }
}

/** The permanent addresses of network cards that are not on USB, because those on USB are unplugged and exchanged. */
function builtInAddresses(root: string): string[] {
  const folder = join(root, 'sys/class/net');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const device = join(folder, name, 'device');
    if (!existsSync(device) || realpathSync(device).includes('/usb')) return [];
    const isPermanent = text(folder, join(name, 'addr_assign_type')) === '0';
    const address = text(folder, join(name, 'address'));
    return isPermanent && /[1-9a-f]/.test(address) ? [address] : [];
  });
}

function hashOf(number: string): string {
  return createHash('sha256').update(`${REALM}:${number}`).digest('hex').slice(0, 32);
}

const THIS_MACHINE: MachineSource = {
  platform: process.platform,
  root: '/',
  run(program, args) {
    try {
      return execFileSync(program, args, { encoding: 'utf8', windowsHide: true, timeout: 5_000 });
    } catch {
      return '';
    }
  },
};
