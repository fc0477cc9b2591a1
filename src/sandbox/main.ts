/**
 * The command `npm run sandbox`. When the sandbox is ready, it prints one line of JSON to standard output. Everything
 * else goes to standard error.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { createOtherTill, OTHER_TILL_EVERY_MS } from './other-till.ts';
import { startSandbox, type StartOptions } from './start.ts';

const USAGE = `Usage: npm run sandbox -- [--port N] [--db FILE] [--demo | --empty] [--token T]
                          [--other-till]

  --port N      listen on this port of 127.0.0.1; any that is free where none is given
  --db FILE     keep the data in this SQLite file; in memory where none is given
  --demo        fill a new account with demo contacts and cards (the default)
  --empty       leave a new account empty
  --token T     the personal access token; the one of the file, or a new one, where none is given
  --other-till  another till pays in the demo shop every ten seconds, as in a shared shop
`;

const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  process.stderr.write(`${options}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  await serve(options);
}

interface Options {
  start: StartOptions;
  hasOtherTill: boolean;
}

async function serve({ start, hasOtherTill }: Options): Promise<void> {
  try {
    const { url, token, sandbox, stop } = await startSandbox(start);
    const till = hasOtherTill
      ? setInterval(createOtherTill(sandbox.data), OTHER_TILL_EVERY_MS)
      : undefined;
    process.stdout.write(`${JSON.stringify({ url, token })}\n`);
    process.stderr.write(`The sandbox is ready; see ${url}/__sandbox/\n`);
    await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
    clearInterval(till);
    await stop();
  } catch (error) {
    process.stderr.write(`The sandbox cannot run: ${String(error)}\n`);
    process.exitCode = 1;
  }
}

/** Returns the options, or an error message. */
function readOptions(args: string[]): Options | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        db: { type: 'string' },
        demo: { type: 'boolean', default: false },
        empty: { type: 'boolean', default: false },
        token: { type: 'string' },
        'other-till': { type: 'boolean', default: false },
      },
    });
    const { port = '0', db, token } = values;
    if (values.demo && values.empty) return 'Choose one of --demo and --empty.';
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
      return `--port takes a number from 0 to 65535, not '${port}'.`;
    }
    if (token !== undefined && !/^\S+$/.test(token)) return '--token takes a text without spaces.';
    return {
      start: {
        port: Number(port),
        data: values.empty ? 'empty' : 'demo',
        ...(db === undefined ? {} : { dbFile: db }),
        ...(token === undefined ? {} : { token }),
      },
      hasOtherTill: values['other-till'],
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
