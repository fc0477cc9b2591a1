/** Nothing that the kiosk writes is for other users of this machine, in whatever folder, old or new. */

const NOT_FOR_OTHERS = 0o077;

/** Of this process and of all that it starts, from now on. */
export function keepFilesPrivate(): void {
  process.umask(NOT_FOR_OTHERS);
}
