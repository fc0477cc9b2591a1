/** A shop's own logo and pictures are shown, and a script in one of them never runs. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { expect, it, onTestFinished } from 'vitest';
import { inEveryShell } from './in-every-shell.ts';
import { openTerminal } from './terminal.ts';

const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"
  onload="document.title='run'"><script>document.title='run'</script><rect width="80" height="20"/></svg>`;

inEveryShell('a shop with its own logo and pictures', (runner) => {
  it('has its logo on the card, and a script in the logo does not run', async () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'logo.svg'), LOGO);
    const terminal = await openTerminal(runner, { settings: { logo: join(folder, 'logo.svg') } });
    await terminal.customer().sees('idle');

    const logo = terminal.page().locator('.track img');
    await logo.waitFor();
    const width = await logo.evaluate((image) =>
      image instanceof HTMLImageElement ? image.decode().then(() => image.naturalWidth) : 0,
    );
    expect(width).toBe(80);
    expect(await terminal.page().title()).toBe('Prepaid Kiosk');
  });

  it('finds a broken picture named in the log, and its screen looks as usual', async () => {
    const folder = aFolder();
    mkdirSync(join(folder, 'pictures'));
    writeFileSync(
      join(folder, 'pictures/good.png'),
      PNG.sync.write(new PNG({ width: 9, height: 9 })),
    );
    writeFileSync(join(folder, 'pictures/broken.jpg'), 'not a picture');
    const terminal = await openTerminal(runner, {
      settings: { logo: join(folder, 'missing.svg'), pictures: join(folder, 'pictures') },
    });
    await terminal.customer().sees('idle');

    expect(terminal.log()).toContain('missing.svg is not shown: it cannot be read');
    expect(terminal.log()).toContain('broken.jpg is not shown');
    expect(await terminal.page().locator('.track img').count()).toBe(0);
    await terminal.page().locator('.track').getByText('Krusty Krab').waitFor();
  });
});

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shop-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
