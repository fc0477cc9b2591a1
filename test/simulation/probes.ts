/** At the end, tries forbidden writes on every journal. A refusal must leave the journal byte for byte as it was. */
import { createHash } from 'node:crypto';
import { contactUuid, shopUuid, transactionUuid } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import type { OpenJournal } from '../../src/main/journal/open.ts';
import type { NewOperation } from '../../src/main/journal/journal.ts';
import { readOperations } from './operations.ts';
import type { Run } from './simulated-run.ts';

export function checkProbes(run: Run, { db, journal }: OpenJournal): void {
  const before = digest(db.serialize());
  const operations = readOperations(db);
  const reversed = operations.find(({ reversesUuid }) => reversesUuid !== null);
  if (reversed !== undefined && reversed.reversesUuid !== null) {
    const row = {
      uuid: transactionUuid(reversed.reversesUuid),
      amountInCents: cents(-reversed.amountInCents),
      contactUuid: contactUuid(reversed.contactUuid),
      shopUuid: shopUuid(reversed.shopUuid),
    };
    const second = journal.write(() => journal.addReversal(row, null, 'create'));
    if (second.kind !== 'written' || second.value !== null) run.fail('a row was reversed twice');
  }
  const claimed = operations.find(({ uuid }) => uuid !== null);
  if (claimed !== undefined && claimed.uuid !== null) {
    const uuid = transactionUuid(claimed.uuid);
    mustThrow(run, 'a row was claimed twice', () =>
      journal.write(() => {
        const { id } = journal.add(aSpend());
        journal.change(id, 'present', { ledger: 'present', uuid });
      }),
    );
  }
  mustThrow(run, 'two operations were in flight for one contact', () =>
    journal.write(() => {
      for (const { id } of [journal.add(aSpend()), journal.add(aSpend())]) {
        journal.change(id, 'sent', { ledger: 'sent', sends: 1 });
      }
    }),
  );
  if (digest(db.serialize()) !== before) run.fail('a refused write has changed the journal');
}

function aSpend(): NewOperation {
  return {
    kind: 'spend',
    acceptedAs: 'queued',
    contactUuid: contactUuid('somebody'),
    identifierValue: null,
    shopUuid: shopUuid('shop-0'),
    amountInCents: cents(-1),
    promise: 'paid',
    baseline: null,
  };
}

function mustThrow({ fail }: Run, what: string, run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (error instanceof Error && /constraint/i.test(error.message)) return;
    throw error;
  }
  fail(what);
}

function digest(bytes: Buffer): string {
  return createHash('sha1').update(bytes).digest('hex');
}
