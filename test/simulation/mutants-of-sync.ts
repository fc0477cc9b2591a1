/** Deliberate bugs in sync and the reconciler. */
import type { Mutant } from './mutant.ts';

export const SYNC_MUTANTS: readonly Mutant[] = [
  {
    name: 'does not reset the empty looks at a contradiction',
    edits: [
      {
        file: 'sync/steps/look-up.ts',
        find: 'absentLooks: 0, contradictions };',
        replace: 'contradictions };',
      },
    ],
  },
  {
    name: 'uses a baseline of 60 s for a second POST and in a shared shop',
    edits: [
      {
        file: 'sync/steps/send.ts',
        find: 'const BASELINE_AGE_MS_MAX_STRICT = 5_000;',
        replace: 'const BASELINE_AGE_MS_MAX_STRICT = 60_000;',
      },
    ],
  },
  {
    name: 'uses a baseline of any age in an own shop',
    edits: [
      {
        file: 'sync/steps/send.ts',
        find: 'const BASELINE_AGE_MS_MAX = 60_000;',
        replace: 'const BASELINE_AGE_MS_MAX = 60_000_000;',
      },
    ],
  },
  {
    name: 'overwrites the time of the first POST',
    edits: [
      {
        file: 'sync/steps/send.ts',
        find: 'before.firstSentAtServer ?? sentAt?.earliest ?? null',
        replace: 'sentAt?.earliest ?? before.firstSentAtServer',
      },
    ],
  },
  {
    name: 'forgets that a contact was poked during its step',
    edits: [
      {
        file: 'sync/contact-queue.ts',
        find: 'entry.isPokedAgain ? NOW : next',
        replace: 'next',
      },
    ],
  },
  {
    name: 'forgets Retry-After with the next operation of the contact',
    edits: [
      {
        file: 'sync/memory.ts',
        find: 'known?.notBeforeMs ?? sinceMs',
        replace: 'sinceMs',
      },
    ],
  },
  {
    name: 'looks up without longer waits',
    edits: [
      {
        file: 'sync/steps/look-up.ts',
        find: 'const attempt = memory.attempt + 1;',
        replace: 'const attempt = Math.min(memory.attempt + 1, 1);',
      },
    ],
  },
  {
    name: 'tries again without longer waits',
    edits: [
      {
        file: 'sync/steps/retry.ts',
        find: 'attempt: before.attempt + 1 }',
        replace: 'attempt: before.attempt }',
      },
    ],
  },
  {
    name: 'takes a row back that a look-up may still claim',
    edits: [
      {
        file: 'sync/unclaimed-rows.ts',
        find: `    if (alike.some(isBeingLookedUp)) return [];
`,
        replace: '',
      },
    ],
    tests: ['sync/match.test.ts'],
  },
  {
    name: 'gives two late rows to one operation',
    edits: [
      {
        file: 'sync/unclaimed-rows.ts',
        find: 'Math.max(operation.sends, 1) - used',
        replace: 'Math.max(operation.sends, 1)',
      },
    ],
    tests: ['sync/match.test.ts'],
  },
  {
    name: 'does not settle what a comparison changed',
    edits: [
      {
        file: 'sync/sync.ts',
        find: 'for (const contactUuid of report.touched) this.#queue.poke(contactUuid);',
        replace: '',
      },
    ],
  },
  {
    name: 'looks for late rows of the last minute only',
    edits: [
      {
        file: 'sync/unclaimed-rows.ts',
        find: 'const LATE_MS_MAX = 60 * 60_000;',
        replace: 'const LATE_MS_MAX = 60_000;',
      },
    ],
  },
  {
    name: 'stays offline although the server answers',
    edits: [
      {
        file: 'sync/connection.ts',
        find: "if (this.#state.kind === 'offline') this.#set({ kind: 'online' });",
        replace:
          "if (this.#state.kind === 'offline' && this.#probesInState > 0) this.#set({ kind: 'online' });",
      },
    ],
    tests: ['sync/connection.test.ts'],
  },
  {
    name: 'leaves a refused operation behind when its contact is merged',
    edits: [
      {
        file: 'journal/operation.ts',
        find: "...(isToBeSentAgain ? { ledger: 'absent' } : {})",
        replace: '...(isToBeSentAgain ? {} : {})',
      },
    ],
    tests: ['sync/contact-merge.test.ts'],
  },
  {
    name: 'gives up a merged contact when one look-up fails',
    edits: [
      {
        file: 'sync/contact-merge.ts',
        find: `      case 'unknown':
        return { kind: 'failed', failure: found };`,
        replace: `      case 'unknown':
        break;`,
      },
    ],
  },
  {
    name: 'moves operations to one of several contacts',
    edits: [
      {
        file: 'sync/contact-merge.ts',
        find: 'if (owner === undefined || owners.size > 1) return',
        replace: 'if (owner === undefined) return',
      },
    ],
    tests: ['sync/contact-merge.test.ts'],
  },
  {
    name: 'holds nothing of a contact that has no list any more',
    edits: [
      {
        file: 'sync/reconcile.ts',
        find: '      holdUnproven(options, contactUuid);\n',
        replace: '',
      },
    ],
    tests: ['sync/contact-merge.test.ts'],
  },
  {
    name: 'takes a row of its list for absent because another contact claims it',
    edits: [
      {
        file: 'sync/match.ts',
        find: 'if (misclaimed.length > 0) return',
        replace: 'if (misclaimed.length < 0) return',
      },
    ],
    tests: ['sync/wrong-claims.test.ts'],
  },
  {
    name: 'takes a row back that only a refused POST can have made',
    edits: [
      {
        file: 'sync/unclaimed-rows.ts',
        find: 'return sends > 0 && lastSentAtServer !== null;',
        replace: 'return lastSentAtServer !== null;',
      },
    ],
    tests: ['sync/unclaimed-rows.test.ts'],
  },
  {
    name: 'forgets a refused POST whose time is not known',
    edits: [
      {
        file: 'sync/steps/apply-reply.ts',
        find: 'sent.lastSentAtServer === null ? sent.sends : lost',
        replace: 'lost',
      },
    ],
    tests: ['sync/next-step.test.ts'],
  },
  {
    name: 'compares nothing recent without a clock',
    edits: [
      {
        file: 'kiosk/reconciler.ts',
        find: 'journal.lastSentAt() ?? 0;',
        replace: 'Number.MAX_SAFE_INTEGER;',
      },
    ],
    tests: ['sync/unclaimed-rows.test.ts'],
  },
  {
    name: 'does not count held operations as done in the progress',
    edits: [
      {
        file: 'sync/drain-meter.ts',
        find: '(!isSettled && heldReason === null)',
        replace: '!isSettled',
      },
    ],
    tests: ['sync/drain-progress.test.ts'],
  },
  {
    name: 'reads only the first page of the list',
    edits: [
      {
        file: 'sync/list-window.ts',
        find: 'if (first.lastPage <= 1 ||',
        replace: 'if (first.lastPage >= 0 ||',
      },
    ],
  },
  {
    name: 'trusts pages that repeat a row',
    edits: [
      {
        file: 'sync/list-window.ts',
        find: '.size === rows\n',
        replace: '.size >= 0\n',
      },
    ],
    tests: ['sync/evidence.test.ts'],
  },
  {
    name: 'does not wait for a free place in the queue',
    edits: [
      {
        file: 'sync/contact-queue.ts',
        find: 'if (this.#runningCount >= this.#options.inFlightMax) return;',
        replace: '',
      },
    ],
    tests: ['sync/contact-queue.test.ts'],
  },
  {
    name: 'compares no contact again that could not be read',
    edits: [
      {
        file: 'kiosk/reconciler.ts',
        find: ', ...unread]',
        replace: ']',
      },
    ],
    tests: ['kiosk/reconciler.test.ts'],
  },
  {
    name: 'believes the balance of a reply that may be another customer’s',
    edits: [
      {
        file: 'sync/steps/apply-reply.ts',
        find: 'isBalanceSure(context) ? row.balanceInCents : null',
        replace: 'row.balanceInCents',
      },
    ],
    tests: ['sync/next-step.test.ts'],
  },
  {
    name: 'takes the time from a row that the list could not show',
    edits: [
      {
        file: 'sync/steps/apply-reply.ts',
        find: "context.listed === 'unclear' ? {} : timesOf(row, context)",
        replace: 'timesOf(row, context)',
      },
    ],
    tests: ['sync/next-step.test.ts'],
  },
  {
    name: 'narrows the window of a POST although an earlier one was refused',
    edits: [
      {
        file: 'sync/steps/apply-reply.ts',
        find: 'before.sends === 0 && before.firstSentAtServer === null;',
        replace: 'before.sends === 0;',
      },
    ],
  },
  {
    name: 'gives a POST of unknown time the time of an earlier one',
    edits: [
      {
        file: 'sync/steps/send.ts',
        find: 'lastSentAtServer: sentAt?.latest ?? null,',
        replace: 'lastSentAtServer: sentAt?.latest ?? before.lastSentAtServer,',
      },
    ],
    tests: ['sync/steps.test.ts'],
  },
  {
    name: 'sends again although a new row of the amount only looks too old',
    edits: [
      {
        file: 'sync/match.ts',
        find: '!added.rows.some((one) => isFreeOfAmount(operation, one, context));',
        replace: 'true;',
      },
    ],
    tests: ['sync/match.test.ts'],
  },
  {
    name: 'ignores a row that a bound operation of another contact claims',
    edits: [
      {
        file: 'sync/reconcile.ts',
        find: '    holdMaker(options, { contactUuid: owner, shopUuid: holder.shopUuid, row }, report);\n',
        replace: '',
      },
    ],
    tests: ['sync/wrong-claims.test.ts'],
  },
  {
    name: 'takes a refusal for a line that is down, if a part of the reading was lost',
    edits: [
      {
        file: 'sync/evidence.ts',
        find: "failedBalance?.kind === 'refused'",
        replace: "failedBalance?.kind === 'notSent'",
      },
    ],
    tests: ['sync/evidence.test.ts'],
  },
  {
    name: 'sends what was given up while the disk refused to write it',
    edits: [
      {
        file: 'sync/sync.ts',
        find: "      if (promise === 'notPaid') this.#givenUp.add(operationId);\n",
        replace: '',
      },
    ],
    tests: ['wallet/payment.test.ts'],
  },
  {
    name: 'takes a later POST for the first, if the time of the first is not known',
    edits: [
      {
        file: 'sync/row-age.ts',
        find: 'return firstSentAtServer === null && (sends > 0 || lastSentAtServer !== null);',
        replace: 'return firstSentAtServer === null && sends < 0 && lastSentAtServer === null;',
      },
    ],
    tests: ['sync/steps.test.ts'],
  },
  {
    name: 'keeps a baseline from before the row that was claimed',
    edits: [
      {
        file: 'sync/steps/step.ts',
        find: "return finish({ kind: 'claim', change }, { kind: 'forgetBaseline', contactUuid });",
        replace: "return finish({ kind: 'claim', change });",
      },
    ],
    tests: ['wallet/payment.test.ts'],
  },
  {
    name: 'gives up if the list changes while it is read as a whole',
    edits: [
      {
        file: 'sync/steps/look-up.ts',
        find: 'isBroken && maySweep(look) ? beginSweep(look) : judge(reply, look);',
        replace: 'isBroken && look.memory.sweeps < 0 ? beginSweep(look) : judge(reply, look);',
      },
    ],
    tests: ['sync/steps.test.ts'],
  },
];
