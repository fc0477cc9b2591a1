/** Takes the operation at the head of a contact's lane one step nearer to a ledger that equals its promise. */
import { assert, assertNever } from '../../shared/assert.ts';
import type { ContactUuid } from '../../shared/ids.ts';
import type { Operation } from '../journal/operation.ts';
import { IDLE, NOW, type Next } from './contact-queue.ts';
import { lookUpStep } from './look-up-step.ts';
import { refusedStep, sendStep } from './send-step.ts';
import type { SettleContext } from './settle-context.ts';
import { nextStep } from './step.ts';

export async function settleStep(context: SettleContext, contactUuid: ContactUuid): Promise<Next> {
  const operation = context.options.journal.nextOpen(contactUuid);
  const step = operation === null ? 'nothing' : nextStep(operation);
  if (operation === null || step === 'nothing') {
    context.leave(contactUuid);
    return IDLE;
  }
  switch (step) {
    case 'send':
      return sendStep(context, operation);
    case 'lookUp':
      return lookUpStep(context, operation);
    case 'reverse':
      return intendReversal(context, operation);
    case 'hold':
      return refusedStep(context, operation);
    default:
      return assertNever(step);
  }
}

/** The intent stands in the journal before anything is sent; the reversal is an operation of its own. */
function intendReversal(context: SettleContext, operation: Operation): Next {
  const { journal, read, onStep } = context.options;
  const { uuid, amountInCents, contactUuid, shopUuid } = operation;
  assert(uuid !== null, 'what is present has its uuid');
  const method = read.capabilities.canReverse ? 'reverse' : 'create';
  const result = journal.write(() =>
    journal.addReversal({ uuid, amountInCents, contactUuid, shopUuid }, operation, method),
  );
  if (result.kind === 'unwritable') return context.blockedByDisk(operation);
  onStep(journal.get(operation.id), null);
  return NOW;
}
