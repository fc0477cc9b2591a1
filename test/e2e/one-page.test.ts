/** Which page may show the kiosk in the browser shell. Electron does not need this, because it has its own window. */
import { request } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { browserRunner } from './runners/browser.ts';
import { openTerminal } from './terminal.ts';

describe('the browser shell', () => {
  afterAll(() => browserRunner.close());

  it('shows the session in the newest page; an older page says so and has no buttons', async () => {
    const terminal = await openTerminal(browserRunner);
    const older = terminal.page();
    const newer = await older.context().newPage();

    await terminal.customer().holdsCard('krabby');
    await newer.goto(new URL(older.url()).origin);
    await newer.getByRole('heading', { level: 1, name: 'You have' }).waitFor();

    await older.getByText('This kiosk is now shown in another window.').waitFor();
    expect(await older.getByRole('button').count()).toBe(0);
  });

  it('refuses a browser without the cookie, another host name, and another origin', async () => {
    const terminal = await openTerminal(browserRunner);
    const { origin, port, host } = new URL(terminal.page().url());
    const [cookie] = await terminal.page().context().cookies();
    const known = { cookie: `${cookie?.name ?? ''}=${cookie?.value ?? ''}` };

    expect(await statusOf(origin, { host })).toBe(403);
    expect(await statusOf(origin, { host: `localhost:${port}`, ...known })).toBe(403);
    expect(await statusOf(origin, { host, origin: 'http://evil.example', ...known })).toBe(403);
    expect(await statusOf(origin, { host, ...known })).toBe(200);
  });
});

function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
}
