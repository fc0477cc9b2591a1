/** Deliberate bugs in the journal. */
import type { Mutant } from './mutant.ts';

export const JOURNAL_MUTANTS: readonly Mutant[] = [
  {
    name: 'counts as owed only what was never sent',
    edits: [
      {
        file: 'journal/statements.ts',
        find: "kind = ? AND promise = 'paid' AND ledger <> 'present'",
        replace: "kind = ? AND promise = 'paid' AND ledger = 'absent'",
      },
    ],
  },
  {
    name: 'leaves the stop behind when a contact is merged',
    edits: [
      {
        file: 'journal/journal.ts',
        find: `    this.#sql.moveStop.run({ from, to });
`,
        replace: '',
      },
    ],
  },
  {
    name: 'merges a contact while a POST is under way',
    edits: [
      {
        file: 'journal/journal.ts',
        find: `    if (open.some(({ ledger }) => ledger === 'sent')) return false;
`,
        replace: '',
      },
    ],
  },
  {
    name: 'leaves the last known balance as it was before a payment',
    edits: [
      {
        file: 'journal/journal.ts',
        find: "if (before.ledger !== 'present' && after.ledger === 'present') this",
        replace: "if (before.ledger === 'refused' && after.ledger === 'present') this",
      },
    ],
  },
  {
    name: 'counts its waiting operations wrong after a full disk',
    edits: [
      {
        file: 'journal/journal.ts',
        find: '        this.#takeBack();\n',
        replace: '',
      },
    ],
  },
  {
    name: 'lets a paid promise be withdrawn',
    edits: [
      {
        file: 'journal/transition-rules.ts',
        find: "  paid: ['paid'],",
        replace: "  paid: ['paid', 'notPaid'],",
      },
    ],
  },
  {
    name: 'lets a row leave the ledger',
    edits: [
      {
        file: 'journal/transition-rules.ts',
        find: "  present: ['present', 'unknown'],",
        replace: "  present: ['present', 'unknown', 'absent'],",
      },
      {
        file: 'journal/transition-rules.ts',
        find: 'assert(isKept || isGivenUp,',
        replace: "assert(isKept || isGivenUp || change.ledger === 'absent',",
      },
    ],
  },
  {
    name: 'lets an operation change its row',
    edits: [
      {
        file: 'journal/transition-rules.ts',
        find: '(change.uuid ?? before.uuid) === before.uuid',
        replace: '(change.uuid ?? before.uuid) !== null',
      },
    ],
  },
  {
    name: 'compares only operations whose POST was not refused',
    edits: [
      {
        file: 'journal/statements.ts',
        find: "const LEFT = '(sends > 0 OR last_sent_at_server IS NOT NULL)';",
        replace: "const LEFT = '(sends > 0)';",
      },
    ],
  },
  {
    name: 'sends before it looks up',
    edits: [
      {
        file: 'journal/statements.ts',
        find: "CASE WHEN ledger IN ('sent', 'unknown') THEN 0 WHEN",
        replace: 'CASE WHEN',
      },
    ],
    tests: ['wallet/order.test.ts'],
  },
  {
    name: 'never wakes a contact that waits since the last run',
    edits: [
      {
        file: 'journal/statements.ts',
        find: `WHERE \${OPEN}
      GROUP BY contact_uuid ORDER BY MIN(seq)\`),
    openOf`,
        replace: `WHERE \${OPEN} AND sends = 0
      GROUP BY contact_uuid ORDER BY MIN(seq)\`),
    openOf`,
      },
    ],
  },
  {
    name: 'settles what was not paid although the ledger has it',
    edits: [
      {
        file: 'journal/operation.ts',
        find: "(operation.ledger === 'present' && hasReversal)",
        replace: "operation.ledger === 'present'",
      },
    ],
  },
  {
    name: 'counts held operations as waiting',
    edits: [
      {
        file: 'journal/journal.ts',
        find: 'if (heldReason !== null || isDone) this',
        replace: 'if (isDone) this',
      },
    ],
  },
  {
    name: 'recovers one operation only',
    edits: [
      {
        file: 'journal/open.ts',
        find: 'for (const operation of journal.allOpen()) {',
        replace: 'for (const operation of journal.allOpen().slice(0, 1)) {',
      },
    ],
    tests: ['journal/open.test.ts'],
  },
  {
    name: 'accepts a decision about an operation that is not held',
    edits: [
      {
        file: 'journal/decide.ts',
        find: "if (operation.heldReason === null) return 'notHeld';",
        replace: '',
      },
    ],
    tests: ['journal/decide.test.ts'],
  },
  {
    name: 'lets two operations claim a row by decision',
    edits: [
      {
        file: 'journal/decide.ts',
        find: "return journal.isClaimed(uuid) ? 'uuidTaken' :",
        replace: "return journal.isReversed(uuid) ? 'uuidTaken' :",
      },
    ],
    tests: ['journal/decide.test.ts'],
  },
  {
    name: 'keeps the last known balances of another ledger',
    edits: [
      {
        file: 'journal/ledger-identity.ts',
        find: "if (note.kind === 'noted') opened",
        replace: "if (note.kind === 'released') opened",
      },
    ],
    tests: ['journal/ledger-identity.test.ts'],
  },
  {
    name: 'raises the last known balance twice after a top-up',
    edits: [
      {
        file: 'journal/statements.ts',
        find: 'balance_in_cents = balance_in_cents + MIN(@amountInCents, 0)',
        replace: 'balance_in_cents = balance_in_cents + @amountInCents',
      },
      {
        file: 'journal/statements.ts',
        find: "seenCardChecksum('balance_in_cents + MIN(@amountInCents, 0)')",
        replace: "seenCardChecksum('balance_in_cents + @amountInCents')",
      },
    ],
  },
  {
    name: 'starts from a seal that was changed',
    edits: [
      {
        file: 'journal/seal.ts',
        find: 'row === undefined || row.checksum !== checksumOf(row.state)',
        replace: 'row === undefined',
      },
    ],
    tests: ['journal/seal.test.ts'],
  },
  {
    name: 'verifies nothing after the seal',
    edits: [
      {
        file: 'journal/open.ts',
        find: 'return findChangedLink(db, seal.end) ?? findBrokenChain(db, seal.end);',
        replace: 'return findChangedLink(db, seal.end);',
      },
    ],
    tests: ['journal/seal.test.ts'],
  },
  {
    name: 'moves what was not compared yet',
    edits: [
      {
        file: 'journal/archive/due.ts',
        find: 'sends === 0 : lastSentAtServer < before;',
        replace: 'sends === 0 : before > 0;',
      },
    ],
    tests: ['journal/archive/due.test.ts'],
  },
  {
    name: 'moves operations of a contact that the report could not read',
    edits: [
      {
        file: 'journal/archive/due.ts',
        find: 'heldReason !== null || unread.has(contactUuid)',
        replace: 'heldReason !== null || unread.has(contactUuid) === null',
      },
    ],
    tests: ['journal/archive/archives.test.ts'],
  },
  {
    name: 'forgets the rows that archived operations claim',
    edits: [
      {
        file: 'journal/journal.ts',
        find: 'return claim.get(uuid) !== undefined || archivedClaim.get(uuid) !== undefined;',
        replace: 'return claim.get(uuid) !== undefined || archivedClaim === undefined;',
      },
    ],
    tests: ['journal/archive/archives.test.ts'],
  },
  {
    name: 'forgets the rows that archived reversals take back',
    edits: [
      {
        file: 'journal/journal.ts',
        find: 'return reversalOf.get(uuid) !== undefined || archivedReversal.get(uuid) !== undefined;',
        replace: 'return reversalOf.get(uuid) !== undefined || archivedReversal === undefined;',
      },
    ],
  },
  {
    name: 'gives the number of an archived operation to a new one',
    edits: [
      {
        file: 'journal/journal.ts',
        find: 'seq: operationCount + 1, lastEvent',
        replace: 'seq: null, lastEvent',
      },
    ],
    tests: ['journal/archive/archives.test.ts'],
  },
  {
    name: 'removes an operation that changed while its month moved',
    edits: [
      {
        file: 'journal/archive/move-out.ts',
        find: '    stored.lastEvent <= upTo &&\n',
        replace: '',
      },
      {
        file: 'journal/archive/move-out.ts',
        find: 'isDeepStrictEqual(archived(String(stored.operation.id)), stored);',
        replace: 'archived(String(stored.operation.id)) !== null;',
      },
      {
        file: 'journal/migrations/007-archives.ts',
        find: '  WHEN OLD.is_settled = 0 OR OLD.last_event > COALESCE((SELECT seq FROM cut WHERE id = 1), 0)\n    OR (',
        replace: '  WHEN OLD.is_settled = 0\n    OR (',
      },
    ],
    tests: ['journal/archive/archives.test.ts'],
  },
  {
    name: 'continues with an archive that was changed',
    edits: [
      {
        file: 'journal/archive/archive-run.ts',
        find: 'return sha256 === last.sha256\n',
        replace: "return sha256 !== ''\n",
      },
    ],
    tests: ['journal/archive/archive-damage.test.ts'],
  },
  {
    name: 'forgets which operations stay behind the cut',
    edits: [
      {
        file: 'journal/archive/move-out.ts',
        find: 'for (const { operation } of left) carry.drop(operation.id);',
        replace: 'for (const id of [...carry.ids()]) if (carry.isSettled(id)) carry.drop(id);',
      },
    ],
    tests: ['journal/archive/archives.test.ts'],
  },
  {
    name: 'moves months while a customer is at the screen',
    edits: [
      {
        file: 'kiosk/archiver.ts',
        find: 'return isIdle() && opened',
        replace: 'return opened',
      },
    ],
    tests: ['kiosk/archiver.test.ts'],
  },
];
