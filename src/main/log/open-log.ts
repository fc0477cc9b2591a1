/** The log of a process: standard error, and also a file when the data folder is known. */
import { createLog } from './create-log.ts';
import { toJsonLine, toTerminalLine } from './format.ts';
import { openLogFile } from './log-file.ts';
import type { Log } from './log.ts';

export interface OpenLogOptions {
  /** Null while the data folder is not known. Then no file is written. */
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
