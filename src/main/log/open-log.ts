/** The log of a process: standard error, and a file in the data folder once there is one. */
import { createLog } from './create-log.ts';
import { toJsonLine, toTerminalLine } from './format.ts';
import { openLogFile } from './log-file.ts';
import type { Log } from './log.ts';

export interface OpenLogOptions {
  /** Null while the data folder is not known: then there is no file. */
  dataDir: string | null;
}

export function openLog({ dataDir }: OpenLogOptions): Log {
  const writeToFile = dataDir === null ? () => undefined : openLogFile(dataDir);
  const toLine = process.stderr.isTTY ? toTerminalLine : toJsonLine;
  return createLog({
    module: 'kiosk',
    now: () => new Date(),
    write(entry) {
      process.stderr.write(`${toLine(entry)}\n`);
      writeToFile(toJsonLine(entry));
    },
  });
}
