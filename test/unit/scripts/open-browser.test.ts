import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openInBrowser } from '../../../scripts/open-browser.ts';
import { aFolder } from '../../builders/terminal.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.skipIf(process.platform !== 'linux')('the browser that a start opens', () => {
  it('gets the link and no secret of the kiosk', async () => {
    const folder = aFolder();
    const program = join(folder, 'xdg-open');
    const [opened, done] = [join(folder, 'opened'), join(folder, 'done')];
    writeFileSync(program, `#!/bin/sh\n{ echo "$1"; env; } > ${opened}\n: > ${done}\n`);
    chmodSync(program, 0o755);
    vi.stubEnv('PATH', `${folder}:${process.env['PATH'] ?? ''}`);
    vi.stubEnv('KIOSK_API_TOKEN', 'a-secret');
    openInBrowser('http://127.0.0.1:1/start');
    await vi.waitFor(() => expect(existsSync(done)).toBe(true), 20_000);
    expect(readFileSync(opened, 'utf8')).toMatch(/^http:\/\/127\.0\.0\.1:1\/start\n/);
    expect(readFileSync(opened, 'utf8')).not.toContain('a-secret');
  });
});
