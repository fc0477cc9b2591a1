/**
 * The folder that the build reads the sources from. Vite takes `#` in a path for a part of a URL, and finds no file
 * behind it. If the path of the checkout has this sign, the build goes through a link with a plain name.
 */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface BuildRoot {
  root: string;
  /** Paths through a link must stay as they are: the real ones have the signs again. */
  isLink: boolean;
}

/** Vite reads these as parts of a URL. electron-vite cannot load its configuration behind a `?`, not even by a link. */
const [NEEDS_LINK, UNREADABLE] = ['#', '?'];

/** Why nothing can be built in this folder, for a person. Null if it can. */
export function whyNoBuild(checkout: string): string | null {
  return checkout.includes(UNREADABLE)
    ? `The build tool cannot read a path with ${UNREADABLE} in it. Rename the folder, or move it: ${checkout}`
    : null;
}

let linked: BuildRoot | null = null;

/** The link is removed when the process ends. Throws with the reason if no link with a plain name can be made. */
export function buildRoot(
  checkout: string = process.cwd(),
  temporary: string = tmpdir(),
): BuildRoot {
  if (!checkout.includes(NEEDS_LINK)) return { root: checkout, isLink: false };
  linked ??= { root: linkTo(checkout, temporary), isLink: true };
  return linked;
}

function linkTo(checkout: string, temporary: string): string {
  const help = `The build tool cannot read a path with ${NEEDS_LINK} in it. Rename the folder, or move it: ${checkout}`;
  if (temporary.includes(NEEDS_LINK)) throw new Error(help);
  const folder = mkdtempSync(join(temporary, 'kiosk-build-'));
  const link = join(folder, 'checkout');
  try {
    // Only Windows reads the type. A junction needs no special right there.
    symlinkSync(checkout, link, 'junction');
  } catch (cause) {
    rmSync(folder, { recursive: true });
    throw new Error(help, { cause });
  }
  // This removes the link, not what is behind it.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return link;
}
