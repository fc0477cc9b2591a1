/** Parses the scanner settings that the kiosk sends to the page. Uses no library, to keep the client small. */
import { KEYBOARD_LAYOUTS } from '../../../wedge/keyboard-layouts.ts';
import { WEDGE_DEFAULTS, type WedgeSettings } from '../../../wedge/config.ts';

/** Unknown values become the defaults. */
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
