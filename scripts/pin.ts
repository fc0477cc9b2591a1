/**
 * `npm run pin`: sets the staff PIN of the kiosk that `npm start` would show, which may be the demo. Asks twice, or reads
 * the first line of standard input. Only a hash is stored.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { openConfFile } from '../src/main/settings/conf-file.ts';
import { parseEnvironment } from '../src/main/settings/environment.ts';
import { changeSettings, readSettingsFile } from '../src/main/settings/file.ts';
import { hashPin, PIN } from '../src/main/staff/pin.ts';
import { PIN_MAX_DIGITS, PIN_MIN_DIGITS } from '../src/shared/pin.ts';
import { placeFor } from './start-options.ts';

const SALT_BYTES = 16;
const DIGITS = `${PIN_MIN_DIGITS} to ${PIN_MAX_DIGITS} digits`;

/** Returns the exit code. All messages go to standard error. */
async function main(): Promise<number> {
  const parsed = parseEnvironment(process.env);
  if (parsed.kind === 'invalid') {
    return fail(`these environment variables are not valid: ${parsed.problems.join('; ')}`);
  }
  const { isDemo, dataDir } = placeFor(parsed.environment, join(import.meta.dirname, '..'));
  const pin = process.stdin.isTTY ? await ask() : await firstLine();
  if (pin === null) return fail('the PINs are different; nothing was changed');
  if (!PIN.test(pin)) return fail(`a PIN is ${DIGITS}; nothing was changed`);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const staffPin = await hashPin(pin, randomBytes(SALT_BYTES));
  const settings = readSettingsFile(dataDir);
  if (settings.kind === 'damaged') {
    const problems = settings.problems.map(({ text }) => text).join('; ');
    return fail(`correct settings.json in ${dataDir} first; nothing was changed: ${problems}`);
  }
  if (!changeSettings({ dataDir, openSettingsFile: openConfFile }, { staffPin })) {
    return fail(`the settings in ${dataDir} cannot be written; nothing was changed`);
  }
  const whose = isDemo ? 'the PIN of the demo' : 'the PIN';
  const forAShop = isDemo ? '; for a real shop, set KIOSK_API_TOKEN or KIOSK_SHOP_UUID first' : '';
  process.stderr.write(
    `${whose} is set in ${dataDir}; a kiosk that runs takes it between two customers${forAShop}\n`,
  );
  return 0;
}

/** Null if the two PINs are different. */
async function ask(): Promise<string | null> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  const question = async (words: string): Promise<string> => {
    process.stderr.write(words);
    const answer = await lines.question('');
    process.stderr.write('\n');
    return answer.trim();
  };
  const first = await question(`New staff PIN (${DIGITS}): `);
  const second = await question('Repeat it: ');
  lines.close();
  return first === second ? first : null;
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line.trim();
  return '';
}

function fail(line: string): number {
  process.stderr.write(`${line}\n`);
  return 1;
}

process.exitCode = await main();
