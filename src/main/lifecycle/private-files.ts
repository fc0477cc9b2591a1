/** Makes all new files of the kiosk unreadable for other users of the machine. */

const NOT_FOR_OTHERS = 0o077;

/** Takes effect from now on, for this process and its child processes. */
export function keepFilesPrivate(): void {
  process.umask(NOT_FOR_OTHERS);
}
