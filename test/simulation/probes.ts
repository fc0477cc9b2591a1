/** At the end, tries forbidden writes on every journal. A refusal must leave the journal byte for byte as it was. */
import { createHash } from 'node:crypto';
import { contactUuid, operationId, shopUuid, transactionUuid } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import type { OperationChange } from '../../src/main/journal/operation.ts';
import type { NewOperation } from '../../src/main/journal/journal.ts';
import { readOperations, type OperationRow } from './operations.ts';
import type { Run } from './simulated-run.ts';
import type { Instance } from './terminal.ts';

export function checkProbes(run: Run, { opened, money }: Instance): void {
  const { db, journal } = opened;
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
  for (const { what, isOf, change } of FORBIDDEN_CHANGES) {
    const operation = operations.find(isOf);
    if (operation === undefined) continue;
    const id = operationId(operation.id);
    mustThrow(run, what, () => journal.write(() => journal.change(id, 'probe', change)));
  }
  const notPaid = operations.find(
    ({ kind, promise, uuid }) => kind !== 'reversal' && promise === 'notPaid' && uuid !== null,
  );
  if (notPaid !== undefined) {
    const answer = money.wallet.reverse(operationId(notPaid.id));
    const isRefused =
      answer.kind === 'refused' && ['notInLedger', 'archived'].includes(answer.reason);
    if (!isRefused) {
      run.fail(`staff may take back what was not paid: ${JSON.stringify(answer)}`);
    }
  }
  if (digest(db.serialize()) !== before) run.fail('a refused write has changed the journal');
}

interface ForbiddenChange {
  what: string;
  isOf: (operation: OperationRow) => boolean;
  change: OperationChange;
}

const FORBIDDEN_CHANGES: readonly ForbiddenChange[] = [
  {
    what: 'a paid promise was withdrawn',
    isOf: ({ promise }) => promise === 'paid',
    change: { promise: 'notPaid' },
  },
  {
    what: 'a row left the ledger',
    isOf: ({ ledger }) => ledger === 'present',
    change: { ledger: 'absent' },
  },
  {
    what: 'an operation changed its row',
    isOf: ({ uuid }) => uuid !== null,
    change: { uuid: transactionUuid('another row') },
  },
  {
    what: 'an operation was looked up before it was sent',
    isOf: ({ ledger }) => ledger === 'absent',
    change: { ledger: 'unknown' },
  },
];

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

/** A refusal by the schema, or by the rules of the transitions. */
const REFUSED = /constraint|invariant broken/i;

function mustThrow({ fail }: Run, what: string, run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (error instanceof Error && REFUSED.test(error.message)) return;
    throw error;
  }
  fail(what);
}

function digest(bytes: Buffer): string {
  return createHash('sha1').update(bytes).digest('hex');
}
