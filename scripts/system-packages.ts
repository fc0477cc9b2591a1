/** Installs the system packages that npm cannot install. Each command asks only for the packages that it needs. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export type SystemNeed = 'libusb' | 'chromium' | 'compiler' | 'qemu' | 'socat' | 'pcsc';

interface SystemPackage {
  /** Names of Debian packages. */
  debianName: string;
  whatFor: string;
}

const PACKAGES: Readonly<Record<SystemNeed, SystemPackage>> = {
  libusb: {
    debianName: 'libusb-1.0-0',
    whatFor: 'readers: node-hid needs it',
  },
  chromium: {
    debianName: 'chromium',
    whatFor: 'the end-to-end tests',
  },
  compiler: {
    debianName: 'gcc libc6-dev',
    whatFor: 'the virtual devices of the tests',
  },
  pcsc: {
    debianName: 'pcscd vsmartcard-vpcd libpcsclite-dev g++ make python3',
    whatFor: 'the PC/SC reader of the tests',
  },
  socat: {
    debianName: 'socat',
    whatFor: 'the serial ports of the tests',
  },
  qemu: {
    debianName: 'qemu-system-x86 busybox-static cpio',
    whatFor: 'the tests on a real kernel',
  },
};

export type SystemPackages =
  | { kind: 'ready' }
  /** `command` installs them by hand. */
  | { kind: 'missing'; what: readonly string[]; command: string };

export interface Machine {
  isInstalled(need: SystemNeed): boolean;
  /** True for root on Debian and its derivatives. */
  canInstall: boolean;
  run(command: string): boolean;
}

/** Finds out what is missing, and installs it if that is possible. */
export function ensureSystemPackages(
  needs: readonly SystemNeed[],
  machine: Machine = thisMachine(),
): SystemPackages {
  const missing = missingOf(needs, machine);
  if (missing.length === 0) return { kind: 'ready' };
  const command = aptCommand(missing.map((need) => PACKAGES[need].debianName));
  if (machine.canInstall && machine.run(command)) {
    if (missingOf(needs, machine).length === 0) return { kind: 'ready' };
  }
  const what = missing.map((need) => `${PACKAGES[need].debianName} (${PACKAGES[need].whatFor})`);
  return {
    kind: 'missing',
    what,
    command: machine.canInstall ? command : `sudo sh -c '${command}'`,
  };
}

function missingOf(needs: readonly SystemNeed[], machine: Machine): SystemNeed[] {
  return needs.filter((need) => !machine.isInstalled(need));
}

function aptCommand(debianNames: readonly string[]): string {
  return `apt-get update && apt-get install --yes --no-install-recommends ${debianNames.join(' ')}`;
}

function thisMachine(): Machine {
  return {
    // Other systems do not need these packages.
    isInstalled: (need) => process.platform !== 'linux' || IS_INSTALLED[need](),
    canInstall: process.getuid?.() === 0 && hasProgram(['apt-get']),
    run: (command) => {
      process.stderr.write(`installing system packages: ${command}\n`);
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      const timeout = 5 * 60_000;
      return (
        spawnSync('sh', ['-c', command], { env, timeout, stdio: ['ignore', 2, 2] }).status === 0
      );
    },
  };
}

const IS_INSTALLED: Readonly<Record<SystemNeed, () => boolean>> = {
  libusb: () => hasLibrary('libusb-1.0.so.0'),
  chromium: () => hasProgram(['chromium', 'chromium-browser', 'google-chrome']),
  compiler: () => hasProgram(['gcc', 'cc']) && existsSync('/usr/include/stdio.h'),
  pcsc: () =>
    ['pcscd', 'g++', 'make', 'python3'].every((name) => hasProgram([name])) &&
    existsSync('/usr/include/PCSC/winscard.h') &&
    existsSync('/etc/reader.conf.d/vpcd'),
  socat: () => hasProgram(['socat']),
  qemu: () => ['qemu-system-x86_64', 'busybox', 'cpio'].every((name) => hasProgram([name])),
};

function hasProgram(names: readonly string[]): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.some((name) => folders.some((folder) => existsSync(join(folder, name))));
}

/** Looks in the folders of the dynamic linker, including Debian's folder for each architecture. */
function hasLibrary(fileName: string): boolean {
  const roots = ['/lib', '/usr/lib', '/usr/local/lib', '/lib64', '/usr/lib64'].filter((folder) =>
    existsSync(folder),
  );
  const folders = roots.flatMap((root) => [
    root,
    ...readdirSync(root)
      .filter((name) => name.includes('-linux-'))
      .map((name) => join(root, name)),
  ]);
  return folders.some((folder) => existsSync(join(folder, fileName)));
}
