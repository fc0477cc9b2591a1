/**
 * Power cuts and damaged files. The ledger matches what the screen told the customer. The kiosk reports damage and never
 * guesses how to repair it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { FaultRuleInput } from '../../src/sandbox/faults/fault-book.ts';
import { CONTACTS, expectMoves, expectMovesInTheEnd, UNTIL_RELEASED_MS } from './account.ts';
import { inEveryShell } from './in-every-shell.ts';
import { openTerminal } from './terminal.ts';

inEveryShell('a power cut during a payment', (runner) => {
  it.each<{ fault: FaultRuleInput['fault']; movesInCents: number[]; when: string }>([
    {
      when: 'after Leat booked the payment',
      fault: { kind: 'delayReply', delayMs: UNTIL_RELEASED_MS },
      movesInCents: [-5_00, 5_00],
    },
    {
      when: 'before Leat booked the payment',
      fault: { kind: 'delayRequest', delayMs: UNTIL_RELEASED_MS },
      movesInCents: [-5_00, 5_00],
    },
  ])(
    '$when: the kiosk returns the money, because no screen showed `paid`',
    async ({ fault, movesInCents }) => {
      const { account, ...terminal } = await openTerminal(runner);
      const customer = terminal.customer();
      account.sandbox().faults.add({ fault, route: 'createTransaction' });

      await customer.holdsCard('krabby');
      await customer.choosesAmount(5_00);
      await customer.confirms(5_00);
      await customer.reads('Your payment is on its way.');
      await terminal.kill();
      await account.releaseHeld();
      await terminal.start();
      await terminal.customer().sees('idle');

      await expectMovesInTheEnd(account, CONTACTS.krabby, movesInCents);
    },
  );

  it('after the screen showed `paid`: the kiosk keeps the payment, and takes it once', async () => {
    const { account, ...terminal } = await openTerminal(runner);

    await terminal.customer().holdsCard('krabby');
    await terminal.customer().choosesAmount(5_00);
    await terminal.customer().confirms(5_00);
    await terminal.customer().sees('paid');
    await terminal.kill();
    await terminal.start();
    await terminal.customer().holdsCard('krabby');
    await terminal.customer().readsMoney(45_00);

    await expectMoves(account, CONTACTS.krabby, [-5_00]);
  });
});

inEveryShell('a damaged settings file', (runner) => {
  it('stays as it is, and the kiosk goes on with the last good settings', async () => {
    const terminal = await openTerminal(runner);
    const path = join(terminal.dataDir, 'settings.json');
    const damaged = '{\n"idleMs": 30000, "maximumInCents": ';

    await terminal.customer().sees('idle');
    await terminal.stop();
    writeFileSync(path, damaged);
    await terminal.start();
    await terminal.customer().holdsCard('krabby');
    await terminal.customer().readsMoney(50_00);

    expect(terminal.log()).toMatch(/settings: .*line 2/);
    expect(readFileSync(path, 'utf8')).toBe(damaged);
  });

  it('is reported at each start if there are no earlier settings, until a valid file replaces it', async () => {
    const terminal = await openTerminal(runner, { settings: { idleMs: 'soon' } });

    await terminal.customer().reads('This kiosk is out of service');
    await terminal.stop();
    await terminal.start();
    await terminal.customer().reads(/There is a mistake in the settings/);
    expect(terminal.log()).toMatch(/settings: .*idleMs/);
    await terminal.stop();
    writeFileSync(join(terminal.dataDir, 'settings.json'), '{}');
    await terminal.start();
    await terminal.customer().sees('idle');
  });
});

inEveryShell('a damaged journal', (runner) => {
  it.each([
    { what: 'an event that was changed', damage: changeAnEvent },
    { what: 'a broken header', damage: overwriteTheHead },
  ])(
    'is left unchanged if it has $what; the kiosk shows balances and takes no money',
    async ({ damage }) => {
      const { account, ...terminal } = await openTerminal(runner);
      const path = join(terminal.dataDir, 'journal.sqlite');

      await terminal.customer().holdsCard('krabby');
      await terminal.customer().choosesAmount(5_00);
      await terminal.customer().confirms(5_00);
      await terminal.customer().sees('paid');
      await terminal.stop();
      const damaged = damage(readFileSync(path));
      writeFileSync(path, damaged);
      await terminal.start();
      await terminal.customer().holdsCard('krabby');
      await terminal.customer().readsMoney(45_00);
      await terminal.customer().reads('Paying isn’t possible right now. Please ask at the till.');
      expect(await terminal.customer().button('Pay with this card').count()).toBe(0);
      expect(terminal.log()).toContain('the journal is damaged');

      await terminal.stop();
      expect(readFileSync(path).equals(damaged)).toBe(true);
      await expectMoves(account, CONTACTS.krabby, [-5_00]);
    },
  );
});

/** Lowers the last amount in the file. */
function changeAnEvent(journal: Buffer): Buffer {
  const at = journal.lastIndexOf('"amountInCents":-500');
  expect(at).toBeGreaterThan(0);
  const changed = Buffer.from(journal);
  changed.write('"amountInCents":-100', at);
  return changed;
}

function overwriteTheHead(journal: Buffer): Buffer {
  const changed = Buffer.from(journal);
  changed.fill(0xff, 0, 64);
  return changed;
}
