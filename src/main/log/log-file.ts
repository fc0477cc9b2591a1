/**
 * The log file in the data folder. electron-log rotates it, and writes synchronously, so the last line before a
 * failure is in the file when the process ends. A file that cannot be written never stops the kiosk.
 */
import { join } from 'node:path';
import electronLog from 'electron-log/node';

export const LOG_FILE = 'kiosk.log';
/** electron-log renames the full file to this, and replaces the one before. */
export const OLD_LOG_FILE = 'kiosk.old.log';
/** The maximum size of each of the two files. A quiet day writes a few kilobytes. */
const FILE_MAX_BYTES = 2 * 1024 * 1024;

export function openLogFile(dataDir: string, maxBytes = FILE_MAX_BYTES): (line: string) => void {
  const path = join(dataDir, LOG_FILE);
  const logger = electronLog.create({ logId: path });
  // electron-log reports a failed write on the console. Everything else goes to the file only.
  const { file, ...others } = logger.transports;
  for (const other of Object.values(others)) if (typeof other === 'function') other.level = false;
  file.resolvePathFn = () => path;
  file.maxSize = maxBytes;
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  // Write the line without changes.
  file.transforms = [({ data }) => String(data[0])];
  return (line) => logger.info(line);
}
