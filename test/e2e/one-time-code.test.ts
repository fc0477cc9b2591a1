/** A customer who shows a one-time code instead of a card. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CONTACTS, expectMoves, type Account } from './account.ts';
import { inEveryShell } from './in-every-shell.ts';
import { typeAsScanner } from './scanner.ts';
import { openTerminal } from './terminal.ts';

const TOKEN = 'once-4f9c2a71';
const USED = 'once-99aa00bb';

inEveryShell('a customer with a one-time code', (runner) => {
  it('pays with the code, and reads that a used code cannot be used again', async () => {
    const settings = { sessionTokenPattern: 'once-.+' };
    const { account, ...terminal } = await openTerminal(runner, { settings });
    const customer = terminal.customer();
    account.sandbox().data.addSessionToken({ token: TOKEN, contactUuid: CONTACTS.twin });

    await customer.sees('idle');
    await typeAsScanner(terminal.page(), TOKEN);
    await customer.sees('balance');
    await customer.readsMoney(31_40);
    await customer.choosesAmount(1_00);
    await customer.confirms(1_00);
    await customer.sees('paid');
    await customer.presses('Done');
    await customer.sees('idle');
    await useElsewhere(account);
    await typeAsScanner(terminal.page(), USED);
    await customer.reads('This code has been used already');

    await expectMoves(account, CONTACTS.twin, [-1_00]);
    expect(terminal.log()).not.toContain(TOKEN);
    await terminal.stop();
    expect(terminalFiles(terminal.dataDir)).not.toContain(TOKEN);
  });
});

/** Uses the code at another till. */
async function useElsewhere(account: Account): Promise<void> {
  account.sandbox().data.addSessionToken({ token: USED, contactUuid: CONTACTS.twin });
  const path = `/api/v3/oauth/clients/contact-session-tokens/${USED}/use`;
  const headers = { authorization: `Bearer ${account.token}` };
  const reply = await fetch(`${account.url}${path}`, { method: 'POST', headers });
  expect(reply.status).toBe(200);
}

/** Everything in the files of the data folder. */
function terminalFiles(dataDir: string): string {
  return readdirSync(dataDir, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => readFileSync(join(dataDir, name), 'latin1'))
    .join('\n');
}
