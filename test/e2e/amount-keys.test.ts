/** A customer types an amount on a keyboard, as they would write it. */
import { it } from 'vitest';
import { inEveryShell } from './in-every-shell.ts';
import { openTerminal } from './terminal.ts';

const BETWEEN_KEYS = { delay: 200 };

inEveryShell('a customer with a keyboard', (runner) => {
  it('types 12,5 or 12.5 and reads the same amount', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();
    const { keyboard } = terminal.page();

    await customer.holdsCard('krabby');
    await customer.presses('Pay with this card');
    await customer.sees('amount');
    for (const written of ['12,5', '12.5']) {
      await keyboard.type(written, BETWEEN_KEYS);
      await customer.readsMoney(12_50);
      for (let keys = written.length; keys > 0; keys -= 1) {
        await keyboard.press('Backspace', BETWEEN_KEYS);
      }
      await customer.readsMoney(0);
    }
  });
});
