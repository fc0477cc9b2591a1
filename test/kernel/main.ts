/**
 * `npm run test:kernel`: the journeys of the readers on Debian's own kernel in QEMU, so that everything below
 * node-hid is what a kiosk has. It needs no virtualisation; where QEMU cannot be had, it says so and passes.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureSystemPackages } from '../../scripts/system-packages.ts';
import { packInitramfs } from './initramfs.ts';
import { fetchKernel, imageOf } from './kernel-package.ts';

const CACHE = join(import.meta.dirname, '../../.cache/qemu');
/** An emulated machine takes less than two minutes alone, and several times that beside other work. */
const LIMIT_MS = 10 * 60_000;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function skip(why: string): number {
  say(`SKIPPED: the readers were not tested on a real kernel: ${why}`);
  return 0;
}

async function main(): Promise<number> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return skip('that is prepared for Linux on x64 only');
  }
  const packages = ensureSystemPackages(['qemu', 'libusb', 'compiler']);
  if (packages.kind === 'missing') return skip(`missing here: ${packages.what.join(', ')}`);
  let why = '';
  const kernelDir = fetchKernel(CACHE, (line) => (why = line));
  if (kernelDir === null) return skip(why);
  const initramfs = packInitramfs(kernelDir, CACHE);
  return (await boot(imageOf(kernelDir), initramfs)) ? 0 : 1;
}

/** Whether the guest said that all of it held. */
function boot(kernel: string, initramfs: string): Promise<boolean> {
  const child = spawn(
    'qemu-system-x86_64',
    [
      ...['-M', 'q35', '-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '2', '-m', '1536'],
      ...['-kernel', kernel, '-initrd', initramfs],
      ...['-append', 'console=ttyS0 quiet panic=-1 mitigations=off nokaslr tsc=reliable'],
      ...['-display', 'none', '-serial', 'stdio', '-monitor', 'none', '-nodefaults', '-no-reboot'],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  let printed = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    printed += text;
    process.stdout.write(text);
  });
  return new Promise((resolve) => {
    child.once('exit', () => {
      clearTimeout(timer);
      resolve(printed.includes('GUEST PASSED'));
    });
  });
}

process.exitCode = await main();
