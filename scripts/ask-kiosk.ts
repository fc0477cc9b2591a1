/** Asks the running kiosk to check a decision, through files in its data folder. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as v from 'valibot';
import {
  ANSWER_SUFFIX,
  decisionAnswerSchema,
  DECISIONS_FOLDER,
  REQUEST_SUFFIX,
  type DecisionAnswer,
  type DecisionRequestFile,
} from '../src/main/kiosk/decision-files.ts';

const LOOK_EVERY_MS = 200;
/** The kiosk looks for requests each second, and asks Leat before it answers. */
const LOOKS_MAX = 300;

/** Null if the kiosk does not answer. Then the request is withdrawn. */
export async function askKiosk(
  dataDir: string,
  request: DecisionRequestFile,
): Promise<DecisionAnswer | null> {
  const folder = join(dataDir, DECISIONS_FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = join(folder, randomUUID());
  const [path, answerPath] = [`${name}${REQUEST_SUFFIX}`, `${name}${ANSWER_SUFFIX}`];
  writeFileSync(`${name}.new`, JSON.stringify(request), { mode: 0o600 });
  renameSync(`${name}.new`, path);
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    await setTimeout(LOOK_EVERY_MS);
    if (!existsSync(answerPath)) continue;
    const text = readFileSync(answerPath, 'utf8');
    rmSync(answerPath);
    return v.parse(v.pipe(v.string(), v.parseJson(), decisionAnswerSchema), text);
  }
  rmSync(path, { force: true });
  return null;
}
