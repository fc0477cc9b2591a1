/** A serial cable: a pair of pseudo-terminals. Needs socat. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const hasSocat = spawnSync('socat', ['-V']).status === 0;

export interface SerialCable {
  /** The port of the kiosk. It exists while the cable is plugged in. */
  path: string;
  plugIn: () => Promise<void>;
  pullOut: () => Promise<void>;
  /** What the scanner sends. */
  send: (text: string) => void;
  /** Pulls the cable out for good. */
  remove: () => Promise<void>;
}

export function aSerialCable(): SerialCable {
  const dir = mkdtempSync(join(tmpdir(), 'serial-'));
  const path = join(dir, 'kiosk');
  let cable: ChildProcess | null = null;

  async function pullOut(): Promise<void> {
    if (cable === null || cable.exitCode !== null || cable.signalCode !== null) return;
    const ended = once(cable, 'exit');
    cable.kill();
    await ended;
  }

  return {
    path,
    async plugIn() {
      const ends = ['scanner', 'kiosk'].map((end) => `pty,raw,echo=0,link=${join(dir, end)}`);
      cable = spawn('socat', ends, { stdio: 'ignore' });
      while (!existsSync(path)) await sleep(5);
    },
    pullOut,
    send: (text) => appendFileSync(join(dir, 'scanner'), text),
    async remove() {
      await pullOut();
      rmSync(dir, { recursive: true });
    },
  };
}
