/** How the client's script is told of the scanners: by attributes of its own element. Both ends of it, and no library. */
import { KEYBOARD_LAYOUTS } from '../../../shared/keyboard-layouts.ts';
import { WEDGE_DEFAULTS, type WedgeSettings } from '../../../shared/wedge-config.ts';

export function wedgeAttributes({ layout, prefix, suffix }: WedgeSettings): string {
  // Encoded, so that no character of a prefix means anything in the page.
  const prefixAttribute = prefix === null ? '' : ` data-prefix="${encodeURIComponent(prefix)}"`;
  return `data-layout="${layout}" data-suffix="${suffix}"${prefixAttribute}`;
}

export function wedgeOfScript(data: Readonly<Partial<Record<string, string>>>): WedgeSettings {
  const { layout, suffix, prefix } = data;
  return {
    layout: KEYBOARD_LAYOUTS.find((known) => known === layout) ?? WEDGE_DEFAULTS.layout,
    suffix: (['enter', 'tab'] as const).find((known) => known === suffix) ?? WEDGE_DEFAULTS.suffix,
    prefix: prefix === undefined ? null : decodeURIComponent(prefix),
  };
}
