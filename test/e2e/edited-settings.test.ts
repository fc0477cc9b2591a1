/** An owner edits the settings while the kiosk runs: the next customer has them, and the one at the screen keeps theirs. */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CONTACTS, expectMoves } from './account.ts';
import { inEveryShell } from './in-every-shell.ts';
import { PATIENCE_MS, PATIENT_SETTINGS } from './patience.ts';
import { openTerminal } from './terminal.ts';

/** As an editor writes it: another file takes the place of the old one. */
function edit(dataDir: string, changes: object): void {
  const path = join(dataDir, 'settings.json');
  const text = JSON.stringify({ ...PATIENT_SETTINGS, ownShop: true, ...changes });
  writeFileSync(`${path}~`, text);
  renameSync(`${path}~`, path);
}

inEveryShell('settings that are edited while the kiosk runs', (runner) => {
  it('are in force for the next customer, who can pay', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();
    const logs = (text: RegExp): Promise<void> =>
      expect.poll(() => terminal.log(), { timeout: PATIENCE_MS }).toMatch(text);

    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    edit(terminal.dataDir, { maximumInCents: 6_00 });
    await logs(/as soon as no customer is there/);
    await customer.confirms(5_00);
    await customer.sees('paid');
    await customer.isDone();
    await logs(/in force: maximumInCents/);

    await customer.sees('idle');
    await customer.holdsCard('krabby');
    await customer.choosesAmount(4_00);
    await customer.confirms(4_00);
    await customer.sees('paid');
    await expectMoves(account, CONTACTS.krabby, [-5_00, -4_00]);
  });
});
