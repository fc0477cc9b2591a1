/** The account of the proofs: the terminal's own shop, and customers with higher balances than the acts can spend. */
import type { Customer } from './ledger.ts';
import type { SandboxProcess } from './process.ts';

export const SHOP = 'kiosk-1';

export async function fillAccount(sandbox: SandboxProcess, count: number): Promise<Customer[]> {
  await sandbox.admin('shops', 'POST', { uuid: 'counter', name: 'Counter' });
  await sandbox.admin('shops', 'POST', { uuid: SHOP, name: 'Kiosk 1' });
  const customers: Customer[] = [];
  for (let index = 0; index < count; index++) {
    const customer = { contactUuid: `contact-${index}`, card: `card-${index}` };
    await sandbox.admin('contacts', 'POST', {
      uuid: customer.contactUuid,
      name: customer.contactUuid,
      balanceInCents: 10_000_00,
    });
    await sandbox.admin('contact-identifiers', 'POST', {
      value: customer.card,
      contactUuid: customer.contactUuid,
    });
    customers.push(customer);
  }
  return customers;
}
