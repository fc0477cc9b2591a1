/**
 * Lets `npm run journal -- decide` work while the kiosk runs and holds the lock on the journal. The command leaves a
 * request as a file in the data folder, which only its owner may use. The kiosk checks the decision against the ledger,
 * and leaves its answer beside the request.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { createRestartableTimer } from '../../shared/restartable-timer.ts';
import { throwLater } from '../../shared/throw-later.ts';
import { referenceOf, type Operation } from '../journal/operation.ts';
import { carryOut, planDecision, type DecisionContext } from '../sync/decisions.ts';
import type { World } from '../world/world.ts';
import {
  ANSWER_SUFFIX,
  decisionRequestSchema,
  DECISIONS_FOLDER,
  REQUEST_SUFFIX,
  type DecisionAnswer,
  type DecisionRequestFile,
} from './decision-files.ts';

export interface DecisionRequestsOptions {
  world: Pick<World, 'after'>;
  dataDir: string;
  /** Null if no money can move; then no decision can be checked. */
  context: DecisionContext | null;
  log: { info: (text: string) => void; warn: (text: string) => void };
}

const EVERY_MS = 1_000;

/** Returns the function that ends it. */
export function openDecisionRequests(options: DecisionRequestsOptions): () => void {
  const { world, dataDir, context, log } = options;
  if (context === null) return () => undefined;
  const folder = join(dataDir, DECISIONS_FOLDER);
  const timer = createRestartableTimer(world);
  let isStopped = false;

  const run = async (): Promise<void> => {
    for (const name of requestsIn(folder)) {
      const path = join(folder, name);
      const answer = await answerTo(context, readFileSync(path, 'utf8'));
      log.info(`a decision of staff was asked for (${answer.kind})`);
      rmSync(path);
      writeAnswer(path.replace(REQUEST_SUFFIX, ANSWER_SUFFIX), answer);
    }
  };
  const plan = (): void => {
    if (isStopped) return;
    timer.restart(EVERY_MS, () => {
      run()
        .catch((error: unknown) => {
          // A broken disk must not end the kiosk. A bug must.
          if (!isSystemError(error)) throw error;
          log.warn(`a request for a decision cannot be read or answered (${error.code})`);
        })
        .then(plan, throwLater);
    });
  };
  plan();
  return () => {
    isStopped = true;
    timer.cancel();
  };
}

function requestsIn(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith(REQUEST_SUFFIX))
    : [];
}

async function answerTo(context: DecisionContext, text: string): Promise<DecisionAnswer> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), decisionRequestSchema), text);
  if (!parsed.success) return { kind: 'unreadable' };
  const { reference, isConfirmed, ...asked } = parsed.output;
  const found = heldOf(context, reference);
  const [operation, another] = found;
  if (operation === undefined) return { kind: 'notFound' };
  if (another !== undefined) return { kind: 'several', ids: found.map(({ id }) => id) };
  const plan = await planDecision(context, { ...asked, operationId: operation.id });
  if (plan.kind === 'refused') return { ...plan, doubts: [...plan.doubts] };
  const { follows } = plan;
  if (!isConfirmed) return { kind: 'plan', follows, doubts: [...plan.doubts] };
  const decided = carryOut(context, plan);
  switch (decided.kind) {
    case 'decided':
      return { kind: 'decided', follows };
    case 'refused':
      return { ...decided, doubts: [] };
    case 'unwritable':
      return decided;
  }
}

function heldOf(
  { journal }: DecisionContext,
  reference: DecisionRequestFile['reference'],
): Operation[] {
  return journal
    .held()
    .filter(({ id }) => id === reference || referenceOf(id) === reference.toUpperCase());
}

function writeAnswer(path: string, answer: DecisionAnswer): void {
  const temporary = `${path}.new`;
  writeFileSync(temporary, JSON.stringify(answer), { mode: 0o600 });
  renameSync(temporary, path);
}

function isSystemError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
