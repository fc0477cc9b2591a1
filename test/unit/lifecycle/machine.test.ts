/** The identity of the machine: the same at every start, and another one on other hardware. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { identifyMachine, type MachineSource } from '../../../src/main/lifecycle/machine.ts';
import { aFolder } from '../../builders/terminal.ts';

const ADDRESS = '00:11:22:33:44:55';

/** A Linux machine with these files. */
function aMachine(files: Readonly<Record<string, string>>): MachineSource {
  const root = aFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return { platform: 'linux', root, run: () => '' };
}

/** The files of a network card on this bus. */
function aCard(source: MachineSource, bus: string, address = ADDRESS): MachineSource {
  const device = join(source.root, 'devices', bus);
  const card = join(source.root, 'sys/class/net/card');
  mkdirSync(device, { recursive: true });
  mkdirSync(card, { recursive: true });
  symlinkSync(device, join(card, 'device'));
  writeFileSync(join(card, 'addr_assign_type'), '0\n');
  writeFileSync(join(card, 'address'), `${address}\n`);
  return source;
}

describe('on Linux', () => {
  it('is a hash of the id of the system', () => {
    const source = aMachine({ 'etc/machine-id': '0123abcd\n' });
    const { id, parts } = identifyMachine(source);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(id).not.toContain('0123abcd');
    expect(parts).toEqual([]);
    expect(identifyMachine(aMachine({ 'var/lib/dbus/machine-id': '0123abcd' })).id).toBe(id);
    expect(identifyMachine(aMachine({ 'etc/machine-id': '0123abce' })).id).not.toBe(id);
  });

  it('has other parts on other hardware, although a cloned disk has the same id', () => {
    const files = { 'etc/machine-id': 'same' };
    const one = identifyMachine(aCard(aMachine(files), 'pci0'));
    const other = identifyMachine(aCard(aMachine(files), 'pci0', '00:11:22:33:44:66'));
    expect(one.parts).toHaveLength(1);
    expect(other.id).toBe(one.id);
    expect(other.parts).not.toEqual(one.parts);
  });

  it('has the serial number of the board as a part', () => {
    const source = aMachine({ 'proc/device-tree/serial-number': '10000000abcdef\0' });
    expect(identifyMachine(source)).toMatchObject({ id: null, parts: [expect.any(String)] });
  });

  it('leaves out network cards on USB, because they are unplugged and exchanged', () => {
    const source = aMachine({ 'etc/machine-id': 'same' });
    expect(identifyMachine(aCard(source, 'pci0/usb1/1-2')).parts).toEqual([]);
  });

  it('is null without an id', () => {
    expect(identifyMachine(aMachine({})).id).toBeNull();
  });
});

it('on Windows is the id of the installation and the number of the hardware', () => {
  const asked: string[] = [];
  const { id, parts } = identifyMachine({
    platform: 'win32',
    root: '/',
    run(program, args) {
      asked.push([program, ...args].join(' '));
      return `\r\n${args[1] ?? ''}\r\n    ${args[3] ?? ''}    REG_SZ    {value of ${args[3] ?? ''}}\r\n`;
    },
  });
  expect([id !== null, parts.length]).toEqual([true, 1]);
  expect(asked[0]).toBe('reg.exe query HKLM\\SOFTWARE\\Microsoft\\Cryptography /v MachineGuid');
});

it('on macOS is the id of the hardware, and null if the system does not give it', () => {
  const source = { platform: 'darwin', root: '/' } as const;
  const run = (): string => '    "IOPlatformUUID" = "1234-ABCD"\n';
  expect(identifyMachine({ ...source, run }).id).toMatch(/^[0-9a-f]{32}$/);
  expect(identifyMachine({ ...source, run: () => '' }).id).toBeNull();
});
