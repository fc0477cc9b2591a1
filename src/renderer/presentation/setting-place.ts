/** Where a mistake in the settings file is, in words. */
import type { SettingPlace } from '../../shared/schemas.ts';
import { m } from '../messages/generated/messages.js';

/** Null if the place is unknown. */
export function settingPlaceText({ line, name }: SettingPlace): string | null {
  if (line === null) return name;
  return name === null ? m.settings_line({ line }) : m.settings_line_name({ line, name });
}
