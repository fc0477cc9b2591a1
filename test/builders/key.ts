/** A key event of the DOM without modifiers. */
import type { WedgeKey } from '../../src/wedge/key.ts';

export function aKey(changes: Partial<WedgeKey> & Pick<WedgeKey, 'key'>): WedgeKey {
  return {
    code: '',
    shift: false,
    ctrl: false,
    alt: false,
    altGraph: false,
    meta: false,
    capsLock: false,
    repeat: false,
    atMs: 0,
    ...changes,
  };
}
