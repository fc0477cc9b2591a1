/** How the page is told of the scanners, read without a library: what is not known is as it is by default. */
import { KEYBOARD_LAYOUTS } from '../../../wedge/keyboard-layouts.ts';
import { WEDGE_DEFAULTS, type WedgeSettings } from '../../../wedge/config.ts';

/** Of what came as the wedge of a message. */
export function wedgeOfMessage(value: unknown): WedgeSettings {
  const { layout, prefix, suffix } = fieldsOf(value);
  return {
    layout: KEYBOARD_LAYOUTS.find((known) => known === layout) ?? WEDGE_DEFAULTS.layout,
    suffix: (['enter', 'tab'] as const).find((known) => known === suffix) ?? WEDGE_DEFAULTS.suffix,
    prefix: typeof prefix === 'string' && prefix !== '' ? prefix : null,
  };
}

function fieldsOf(value: unknown): Partial<Record<keyof WedgeSettings, unknown>> {
  return typeof value === 'object' && value !== null ? value : {};
}
