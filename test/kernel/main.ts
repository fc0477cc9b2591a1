/**
 * `npm run test:kernel`: the reader journeys on Debian's kernel in QEMU. So everything below node-hid is the same
 * as in a kiosk. It does not need virtualisation. Without QEMU it is skipped and says so.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureSystemPackages } from '../../scripts/system-packages.ts';
import { packInitramfs } from './initramfs.ts';
import { fetchKernel, imageOf } from './kernel-package.ts';

const CACHE = join(import.meta.dirname, '../../.cache/qemu');
/** The emulated machine needs less than two minutes if nothing else runs, and several times longer otherwise. */
const LIMIT_MS = 20 * 60_000;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function skip(why: string): number {
  say(`SKIPPED: readers on a real kernel: ${why}`);
  return 0;
}

async function main(): Promise<number> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return skip('this test needs Linux on x64');
  }
  const packages = ensureSystemPackages(['qemu', 'libusb', 'compiler']);
  if (packages.kind === 'missing') return skip(`this machine lacks ${packages.what.join(', ')}`);
  let why = '';
  const kernelDir = fetchKernel(CACHE, (line) => (why = line));
  if (kernelDir === null) return skip(why);
  const initramfs = packInitramfs(kernelDir, CACHE);
  return (await boot(imageOf(kernelDir), initramfs)) ? 0 : 1;
}

/** Whether the guest reported that every journey passed. */
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
