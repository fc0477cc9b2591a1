/** All deliberate bugs, each as exact text of the product and its replacement. See docs/simulation.md. */
import type { Mutant } from './mutant.ts';
import { JOURNAL_MUTANTS } from './mutants-of-journal.ts';
import { LEAT_MUTANTS } from './mutants-of-leat.ts';
import { SYNC_MUTANTS } from './mutants-of-sync.ts';
import { WALLET_MUTANTS } from './mutants-of-wallet.ts';

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'does not compare the journal with its record',
    edits: [
      {
        file: 'journal/record.ts',
        find: '  const behind = compare(db, beside.facts);',
        replace: '  const behind = null;',
      },
    ],
  },
  {
    name: 'takes a missing journal for a first start',
    edits: [
      {
        file: 'journal/record.ts',
        find: '  return isFirst ? null : missing({ beside, outside });',
        replace: '  return null;',
      },
      {
        file: 'journal/record.ts',
        find: 'if (version === 0) return isUnused({ beside, outside }) ? null : missing({ beside, outside });',
        replace: 'if (version === 0) return null;',
      },
    ],
  },
  {
    name: 'records an event before it is committed',
    edits: [
      {
        file: 'journal/journal.ts',
        find: '    this.#state.end = { seq: event.seq, hash };',
        replace:
          '    this.#state.end = { seq: event.seq, hash };\n    this.#record?.keep(this.#state.end, this.#state.operationCount);',
      },
    ],
  },
  {
    name: 'has one slot for the record',
    edits: [
      {
        file: 'journal/record-file.ts',
        find: 'SLOT_OFFSETS[turn % 2 === 0 ? 0 : 1]',
        replace: 'SLOT_OFFSETS[turn % 2 === 0 ? 1 : 1]',
      },
    ],
  },
  {
    name: 'opens a journal that was copied from another machine',
    edits: [
      {
        file: 'journal/record.ts',
        find: '  if (!isSame) {',
        replace: '  if (!isSame && machine.id === null) {',
      },
    ],
  },
  {
    name: 'opens an older copy of the journal',
    edits: [
      {
        file: 'journal/record.ts',
        find: "outside.kind === 'read' ? compare(db, outside.facts) : null",
        replace: 'null',
      },
    ],
  },
  {
    name: 'uses a last known balance that was damaged',
    edits: [
      {
        file: 'journal/seen-cards.ts',
        find: '      if (isWhole === 1) return card;',
        replace: '      if (isWhole < 2) return card;',
      },
    ],
  },
  {
    name: 'sends again at once after a lost reply',
    edits: [
      {
        file: 'sync/sender.ts',
        find: '      return write.createTransaction({',
        replace: `      const again = async (
        request: Parameters<typeof write.createTransaction>[0],
      ): ReturnType<typeof write.createTransaction> => {
        const first = await write.createTransaction(request);
        return first.kind === 'unknown' ? write.createTransaction(request) : first;
      };
      return again({`,
      },
    ],
  },
  {
    name: 'treats a timeout as a request that never left',
    edits: [
      {
        file: 'leat/to-outcome.ts',
        find: '      return unknown(result.why);',
        replace: "      return { kind: 'notSent', why: 'refused' };",
      },
    ],
  },
  {
    name: 'treats a 500 as a refusal',
    edits: [
      {
        file: 'leat/to-outcome.ts',
        find: "return unknown('serverError', retryAfterMs);\n  if (status >= 400",
        replace: "return refusedAs('other', null, retryAfterMs);\n  if (status >= 400",
      },
    ],
  },
  {
    name: 'forgets the baseline',
    edits: [
      {
        file: 'sync/steps/send.ts',
        find: '          baseline,\n',
        replace: '          baseline: null,\n',
      },
    ],
  },
  {
    name: 'ignores the time of a row',
    edits: [
      {
        file: 'sync/row-age.ts',
        find: 'return firstSentAtServer === null || row.createdAt >= firstSentAtServer - CLOCK_MARGIN_MS;',
        replace: 'return firstSentAtServer === null || row.createdAt >= 0;',
      },
    ],
  },
  {
    name: 'believes at once that a row is absent',
    edits: [
      {
        file: 'sync/steps/look-up.ts',
        find: 'const ABSENT_LOOKS = 2;',
        replace: 'const ABSENT_LOOKS = 1;',
      },
      {
        file: 'sync/steps/look-up.ts',
        find: 'return facts.nowMs() - memory.sinceMs >= facts.settleMs;',
        replace: 'return memory.sinceMs >= 0 && facts.settleMs >= 0;',
      },
    ],
  },
  {
    name: 'has two senders for one contact',
    edits: [
      {
        file: 'sync/contact-queue.ts',
        find: '    if (entry.isRunning) {\n      entry.isPokedAgain = true;\n      return;\n    }\n',
        replace: '',
      },
      {
        file: 'sync/steps/send.ts',
        find: "return nextStep(now) === 'send' && now.contactUuid === asked.contactUuid;",
        replace: 'return true;',
      },
    ],
  },
  {
    name: 'reverses before the reversal is in the journal',
    edits: [
      {
        file: 'sync/settler.ts',
        find: '    return this.#perform(operation.id, step);\n',
        replace: `    const [effect] = step.effects;
    if (effect?.kind !== 'addReversal') return this.#perform(operation.id, step);
    const { journal, sender, onStep } = this.#options;
    const { row, method } = effect;
    const done = await sender.post({
      ...operation,
      ledger: 'sent',
      method: 'reverse',
      reversesUuid: row.uuid,
    });
    if (done.kind !== 'ok') return { kind: 'after', delayMs: 1_000 };
    const result = journal.write(() => {
      const made = journal.addReversal(row, operation, method);
      if (made === null) return null;
      journal.change(made.id, 'sent', { ledger: 'sent', sends: 1 });
      return journal.change(made.id, 'present', { ledger: 'present', uuid: done.value.uuid });
    });
    if (result.kind === 'unwritable') return this.#waitForDisk(operation.id);
    onStep(journal.get(operation.id), null);
    return { kind: 'now' };
`,
      },
    ],
  },
  {
    name: 'lets a row be reversed twice',
    edits: [
      {
        file: 'journal/migrations/007-archives.ts',
        find: 'CREATE UNIQUE INDEX operation_reverses ON',
        replace: 'CREATE INDEX operation_reverses ON',
      },
      {
        file: 'journal/migrations/007-archives.ts',
        find: 'CREATE UNIQUE INDEX operation_reverses_operation\n',
        replace: 'CREATE INDEX operation_reverses_operation\n',
      },
      {
        file: 'journal/journal.ts',
        find: '    if (this.isReversed(row.uuid)) return null;\n',
        replace: '',
      },
    ],
  },
  {
    name: 'lets two operations be in flight for one contact',
    edits: [
      {
        file: 'journal/migrations/007-archives.ts',
        find: 'CREATE UNIQUE INDEX operation_in_flight',
        replace: 'CREATE INDEX operation_in_flight',
      },
    ],
  },
  {
    name: 'writes the promise after the customer has seen it',
    edits: [
      {
        file: 'wallet/payment.ts',
        find: "    const result = this.#context.sync.promise(operation.id, 'paid');\n    if (result.kind === 'unwritable') {\n      this.#notCompleted();\n      return;\n    }\n",
        replace:
          "    this.#context.world.after(20, () => this.#context.sync.promise(operation.id, 'paid'));\n",
      },
    ],
  },
  {
    name: 'leaves unsettled operations out of the caps',
    edits: [
      {
        file: 'journal/journal.ts',
        find: '    return promised?.cents ?? 0;',
        replace: '    return Math.min(promised?.cents ?? 0, 0);',
      },
    ],
  },
  {
    name: 'treats an operation without a promise as paid after a restart',
    edits: [
      {
        file: 'journal/open.ts',
        find: "        journal.change(operation.id, 'promised', { promise: 'notPaid' });",
        replace: "        journal.change(operation.id, 'promised', { promise: 'paid' });",
      },
    ],
  },
  {
    name: 'does not look up a request that a crash cut off',
    edits: [
      {
        file: 'journal/open.ts',
        find: "journal.change(operation.id, 'unknown', { ledger: 'unknown' });",
        replace: "journal.change(operation.id, 'absent', { ledger: 'absent' });",
      },
    ],
  },
  {
    name: 'never reconciles',
    edits: [
      {
        file: 'sync/sync.ts',
        find: '      contacts,\n    );',
        replace: '      contacts.slice(contacts.length),\n    );',
      },
    ],
  },
  {
    name: 'does not sync its commits to the disk',
    edits: [
      {
        file: 'journal/open.ts',
        find: "  db.pragma('synchronous = FULL');",
        replace: "  db.pragma('synchronous = OFF');",
      },
    ],
  },
  {
    name: 'lets a spend overdraw',
    edits: [
      {
        file: 'wallet/payment.ts',
        find: "if (operation.kind === 'spend' && afterInCents < ZERO_CENTS) {",
        replace: "if (operation.kind === 'spend' && afterInCents < -ZERO_CENTS - 1_000_000) {",
      },
    ],
  },
  {
    name: 'guesses in a shared shop',
    edits: [
      {
        file: 'sync/match.ts',
        find: 'return context.isOwnShop\n',
        replace: 'return context.isOwnShop || operation.sends > 0\n',
      },
    ],
  },
  {
    name: 'does not wake the contact that another contact was merged into',
    edits: [
      {
        file: 'sync/contact-merge.ts',
        find: '  poke(found.contactUuid);\n',
        replace: '  void poke;\n',
      },
    ],
  },
  {
    name: 'sends a new operation before an earlier one is taken back',
    edits: [
      {
        file: 'journal/statements.ts',
        find: "\n  WHEN kind = 'reversal' THEN 2 ELSE 3 END",
        replace: ' ELSE 3 END',
      },
    ],
  },
  {
    name: 'sends again before `Retry-After` is over',
    edits: [
      {
        file: 'leat/to-outcome.ts',
        find: '  const retryAfterMs = retryAfterOf(response, receivedAt);',
        replace: '  const retryAfterMs = retryAfterOf(response, receivedAt) === null ? null : 0;',
      },
    ],
  },
  ...WALLET_MUTANTS,
  ...SYNC_MUTANTS,
  ...JOURNAL_MUTANTS,
  ...LEAT_MUTANTS,
];
