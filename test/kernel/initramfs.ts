/** Packs the emulated machine: busybox, Node, their libraries, the sources of the readers, and kernel modules. */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** Kernel modules, in the order in which init.sh loads them. */
const MODULES = [
  'drivers/input/evdev',
  'drivers/hid/hid',
  'drivers/hid/hid-generic',
  'drivers/hid/uhid',
  'drivers/usb/common/usb-common',
  'drivers/usb/core/usbcore',
  'drivers/hid/usbhid/usbhid',
  'drivers/usb/gadget/udc/udc-core',
  'drivers/usb/gadget/udc/dummy_hcd',
  'fs/configfs/configfs',
  'drivers/usb/gadget/libcomposite',
  'drivers/usb/gadget/function/usb_f_hid',
] as const;

/** Returns the path of the archive. `kernelDir` is an unpacked linux-image package. */
export function packInitramfs(kernelDir: string, buildDir: string): string {
  const machine = join(buildDir, 'root');
  rmSync(machine, { recursive: true, force: true });
  for (const folder of ['bin', 'proc', 'sys', 'dev', 'tmp', 'modules', 'app/node_modules']) {
    mkdirSync(join(machine, folder), { recursive: true });
  }
  putPrograms(machine);
  putSources(machine);
  putModules(machine, kernelDir);
  cpSync(join(import.meta.dirname, 'init.sh'), join(machine, 'init'));
  execFileSync('chmod', ['+x', join(machine, 'init')]);
  const archive = join(buildDir, 'initramfs.cpio');
  execFileSync('sh', ['-c', `find . | cpio -o -H newc --quiet > '${archive}'`], { cwd: machine });
  return archive;
}

function putPrograms(machine: string): void {
  const busybox = execFileSync('sh', ['-c', 'command -v busybox'], { encoding: 'utf8' }).trim();
  cpSync(realpathSync(busybox), join(machine, 'bin/busybox'));
  for (const applet of ['sh', 'mount', 'insmod', 'poweroff']) {
    symlinkSync('busybox', join(machine, 'bin', applet));
  }
  const node = join(machine, 'bin/node');
  cpSync(realpathSync(process.execPath), node);
  execFileSync('strip', [node]);
  const nodeHid = join(ROOT, 'node_modules/node-hid/prebuilds/HID_hidraw-linux-x64');
  const native = readdirSync(nodeHid).map((name) => join(nodeHid, name));
  const koffi = join(ROOT, KOFFI, 'linux_x64/koffi.node');
  for (const library of [node, koffi, ...native].flatMap(librariesOf)) {
    const target = join(machine, library);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(realpathSync(library), target);
  }
}

/** The native part of koffi. */
const KOFFI = 'node_modules/@koromix/koffi-linux-x64';

function librariesOf(program: string): string[] {
  const printed = execFileSync('ldd', [program], { encoding: 'utf8' });
  return [...printed.matchAll(/(?:=> |^\t)(\/\S+)/gm)].flatMap(([, path]) => path ?? []);
}

function putSources(machine: string): void {
  const app = join(machine, 'app');
  cpSync(join(ROOT, 'package.json'), join(app, 'package.json'));
  for (const folder of ['src', 'test/builders', 'test/devices', 'test/kernel']) {
    cpSync(join(ROOT, folder), join(app, folder), { recursive: true });
  }
  const unused = /[\\/](hidapi|src)$|[\\/]prebuilds[\\/](?!HID_hidraw-linux-x64$)[^\\/]+$/;
  for (const name of ['node-hid', 'pkg-prebuilds', 'valibot']) {
    cpSync(join(ROOT, 'node_modules', name), join(app, 'node_modules', name), {
      recursive: true,
      filter: (path) => !unused.test(path),
    });
  }
  for (const name of ['node_modules/koffi', KOFFI]) {
    cpSync(join(ROOT, name), join(app, name), { recursive: true });
  }
}

function putModules(machine: string, kernelDir: string): void {
  const versions = join(kernelDir, 'lib/modules');
  const [version] = readdirSync(versions);
  if (version === undefined) throw new Error('the kernel package has no modules');
  for (const module of MODULES) {
    const path = join(versions, version, 'kernel', `${module}.ko`);
    const name = `${module.split('/').at(-1) ?? module}.ko`;
    if (existsSync(path)) cpSync(path, join(machine, 'modules', name));
    // Newer Debian packages compress their modules.
    else execFileSync('sh', ['-c', `xz -dc '${path}.xz' > '${join(machine, 'modules', name)}'`]);
    execFileSync('strip', ['--strip-debug', join(machine, 'modules', name)]);
  }
}
