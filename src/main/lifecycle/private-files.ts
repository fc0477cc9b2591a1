/** Makes all new files of the kiosk unreadable for other users of the machine. */

const NOT_FOR_OTHERS = 0o077;

/** From now on, for this process and its children. */
export function keepFilesPrivate(): void {
  process.umask(NOT_FOR_OTHERS);
}
